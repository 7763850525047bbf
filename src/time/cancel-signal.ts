/** Called when what it belongs to has to end. */
export type CancelListener = (() => void) | { handleEvent(): void };

/** What this package uses of an `AbortSignal`: each of those is one. */
export interface CancelSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** @throws its reason where it has aborted */
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: CancelListener, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: CancelListener): void;
}

/**
 * A signal and what sets it off, in one. Every message of a flow has one, and thousands of them may wait: a pair of
 * Node's own takes many times the time and memory, and looks through all listeners whenever one is added.
 */
export class Cancellation implements CancelSignal {
  aborted = false;
  reason: unknown = undefined;
  /** Nearly always one at most; each is told once. */
  private listeners: CancelListener | Set<CancelListener> | undefined = undefined;

  /** Tells all that listen, in the order in which they came; the first reason stays. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const { listeners } = this;
    if (listeners instanceof Set) for (const listener of listeners) tell(listener);
    else if (listeners !== undefined) tell(listeners);
    this.listeners = undefined;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** One that comes after the end is never told, as with an `AbortSignal`. */
  addEventListener(_type: "abort", listener: CancelListener): void {
    if (this.aborted) return;
    if (this.listeners === undefined) this.listeners = listener;
    else if (this.listeners instanceof Set) this.listeners.add(listener);
    else this.listeners = new Set([this.listeners, listener]);
  }

  removeEventListener(_type: "abort", listener: CancelListener): void {
    if (this.listeners === listener) this.listeners = undefined;
    else if (this.listeners instanceof Set) this.listeners.delete(listener);
  }
}

function tell(listener: CancelListener): void {
  if (typeof listener === "function") listener();
  else listener.handleEvent();
}

const followers = new WeakMap<CancelSignal, Cancellation>();

/**
 * A signal of our own that aborts with another one. There is one for each, and it alone listens: Node warns of a leak
 * where many calls listen to one `AbortSignal`, and looks through all listeners whenever one is added.
 */
export function followerOf(signal: CancelSignal): CancelSignal {
  if (signal instanceof Cancellation) return signal;
  let follower = followers.get(signal);
  if (follower === undefined) {
    follower = new Cancellation();
    followers.set(signal, follower);
    follow(follower, signal);
  }
  return follower;
}

/**
 * The same as an `AbortSignal`, for what takes nothing else: `fetch`, say.
 *
 * @returns the signal itself where it is one
 */
export function abortSignalOf(signal: CancelSignal): AbortSignal {
  if (signal instanceof AbortSignal) return signal;
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(signal.reason);
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  return controller.signal;
}

/** Aborts with the first of several signals that live no longer than what is made here. */
export function firstOf(...signals: readonly CancelSignal[]): CancelSignal {
  const first = new Cancellation();
  for (const signal of signals) follow(first, signal);
  return first;
}

function follow(follower: Cancellation, signal: CancelSignal): void {
  const end = (): void => {
    follower.abort(signal.reason);
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
}
