/** Between two looks, milliseconds. */
const EVERY_MS = 5_000;

/** After a look that failed: whoever does not answer is not asked all the time, milliseconds. */
const AFTER_FAILURE_MS = 30_000;

/** What became of a look; `refused` is not tried again by itself. */
export type Looked = "well" | "failed" | "refused";

/** Looks again and again while somebody can see what comes of it. */
export interface Looking {
  /** Looks at once, also where the last look was refused. */
  now(): Promise<void>;
  end(): void;
}

/**
 * Looks every few seconds while an element is on the screen: its tab in front, its sidebar open, its page visible.
 *
 * @param look never rejects
 */
export function lookWhileSeen(element: HTMLElement, look: () => Promise<Looked>): Looking {
  let running: Promise<void> | undefined;
  let last: Looked = "well";
  let nextAt = 0;
  const take = async (): Promise<void> => {
    last = await look();
    nextAt = performance.now() + (last === "failed" ? AFTER_FAILURE_MS : EVERY_MS);
    running = undefined;
  };
  const now = (): Promise<void> => (running ??= take());
  const isSeen = (): boolean => !document.hidden && element.getClientRects().length > 0;
  const maybe = (): void => {
    if (isSeen() && last !== "refused" && performance.now() >= nextAt) void now();
  };
  const timer = setInterval(maybe, EVERY_MS / 5);
  // Whoever turns to it does not wait, neither for the timer nor until a pause after a failure is over.
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    nextAt = 0;
    if (last === "refused") last = "well";
    maybe();
  });
  seen.observe(element);
  document.addEventListener("visibilitychange", maybe);
  return {
    now,
    end: () => {
      clearInterval(timer);
      seen.disconnect();
      document.removeEventListener("visibilitychange", maybe);
    },
  };
}
