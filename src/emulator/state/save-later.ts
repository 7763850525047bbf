/** How long changes are gathered before they are written, milliseconds of real time. */
const QUIET_MS = 200;

/** Gathers changes and saves them in one go. */
export interface SaveLater {
  readonly changed: () => void;
  /** Saves now what has not been saved. */
  readonly flush: () => void;
}

/**
 * @param save writes everything; may throw
 * @param failed is told of an error when nobody waits for the save
 */
export function createSaveLater(save: () => void, failed: (error: unknown) => void): SaveLater {
  let timer: NodeJS.Timeout | undefined;
  function flush(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    save();
  }
  return {
    changed() {
      timer ??= setTimeout(() => {
        try {
          flush();
        } catch (error) {
          failed(error);
        }
      }, QUIET_MS).unref();
    },
    flush,
  };
}
