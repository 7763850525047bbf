/** So many calls in so long a time. */
export interface CallLimit {
  readonly calls: number;
  readonly windowMs: number;
  /** How long a call too many closes the door; absent: until the oldest call leaves the window. Milliseconds. */
  readonly lockMs?: number;
}

/** What became of a call: let through with so many left, or refused for so many milliseconds. */
export type Counted = { readonly left: number } | { readonly waitMs: number };

/** Calls counted in rolling windows, as the products beside CRM limit them. */
export interface CallLimits {
  /**
   * Counts a call, unless it is refused.
   *
   * @param key whose calls are counted together
   * @param now milliseconds since 1970
   */
  count(key: string, limit: CallLimit, now: number): Counted;
  save(): SavedLimits;
  restore(saved: SavedLimits): void;
}

interface Window {
  /** Steps of the window and the calls in each, oldest first. */
  steps: (readonly [step: number, calls: number])[];
  /** Milliseconds since 1970. */
  lockedUntil: number;
}

/** By key. */
export type SavedLimits = Readonly<Record<string, Readonly<Window>>>;

/** A window is counted in this many steps, so that a day's calls take no more room than a minute's. */
const STEPS = 120;

export function createCallLimits(): CallLimits {
  const windows = new Map<string, Window>();
  return {
    count(key, { calls, windowMs, lockMs }, now) {
      const window = windows.get(key) ?? { steps: [], lockedUntil: 0 };
      windows.set(key, window);
      if (now < window.lockedUntil) return { waitMs: window.lockedUntil - now };
      const stepMs = windowMs / STEPS;
      const step = Math.floor(now / stepMs);
      const current = window.steps.filter(([one]) => one > step - STEPS);
      const used = current.reduce((sum, [, count]) => sum + count, 0);
      window.steps = current;
      if (used >= calls) {
        const oldest = current[0]?.[0] ?? step;
        const waitMs = lockMs ?? Math.ceil((oldest + STEPS) * stepMs - now);
        if (lockMs !== undefined) {
          window.lockedUntil = now + lockMs;
          window.steps = [];
        }
        return { waitMs };
      }
      const last = current.at(-1);
      if (last?.[0] === step) current[current.length - 1] = [step, last[1] + 1];
      else current.push([step, 1]);
      return { left: calls - used - 1 };
    },
    save: () => Object.fromEntries(windows),
    restore(saved) {
      windows.clear();
      for (const [key, { steps, lockedUntil }] of Object.entries(saved)) {
        windows.set(key, { steps: [...steps], lockedUntil });
      }
    },
  };
}
