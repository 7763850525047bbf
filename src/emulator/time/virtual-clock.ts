/** The emulator's time: real time plus an offset, or standing still. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number;
  isFrozen(): boolean;
  /** @param ms may be negative */
  advance(ms: number): void;
  /** @param ms milliseconds since 1970 */
  set(ms: number): void;
  freeze(): void;
  /** Runs on from where it stood. */
  unfreeze(): void;
  save(): SavedClock;
}

/** Frozen: where it stands. Running: how far ahead of real time. Both in milliseconds. */
export type SavedClock = { readonly frozenAt: number } | { readonly offset: number };

/** How a clock may begin; without `now` at real time. */
export interface ClockStart {
  /** Milliseconds since 1970. */
  readonly now?: number;
  readonly frozen?: boolean;
  /** Real time, milliseconds since 1970; for tests. */
  readonly wall?: () => number;
}

/** A clock that begins as told, or goes on as saved. */
export function createVirtualClock(start: ClockStart, saved?: SavedClock): VirtualClock {
  const wall = start.wall ?? Date.now;
  let frozenAt: number | undefined;
  let offset = 0;
  if (saved !== undefined && start.now === undefined) {
    if ("frozenAt" in saved) frozenAt = saved.frozenAt;
    else offset = saved.offset;
  }
  if (start.now !== undefined) offset = start.now - wall();
  if (start.frozen === true && frozenAt === undefined) frozenAt = start.now ?? wall() + offset;

  function now(): number {
    return frozenAt ?? wall() + offset;
  }
  return {
    now,
    isFrozen: () => frozenAt !== undefined,
    advance(ms) {
      if (frozenAt === undefined) offset += ms;
      else frozenAt += ms;
    },
    set(ms) {
      if (frozenAt === undefined) offset = ms - wall();
      else frozenAt = ms;
    },
    freeze() {
      frozenAt ??= wall() + offset;
    },
    unfreeze() {
      if (frozenAt === undefined) return;
      offset = frozenAt - wall();
      frozenAt = undefined;
    },
    save: () => (frozenAt === undefined ? { offset } : { frozenAt }),
  };
}
