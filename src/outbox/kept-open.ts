import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";

/** When it is looked again whether another process has let go, milliseconds: each look writes a little to the disk. */
const FIRST_LOOK_MS = 100;
const LAST_LOOK_MS = 1_000;

/** Pauses between attempts to open what the disk refuses, milliseconds; the last one stays. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

export interface KeptOpenOptions<T> {
  readonly clock: Clock;
  /**
   * @param before what was open last and had to be given up
   * @throws ZohoError `outbox_busy` while another process has it; any other that says what is in the way
   */
  readonly open: (before: T | undefined) => Promise<T>;
  readonly shut: (opened: T) => Promise<void>;
  /** How long to wait for another process, milliseconds. */
  readonly busyMs: number;
}

/** Something that is to be open all the time: opened in the background, again and again until that succeeds. */
export class KeptOpen<T> {
  readonly #options: KeptOpenOptions<T>;
  readonly #end = new AbortController();
  #opened: T | undefined;
  #before: T | undefined;
  /** Why the last attempt failed. */
  #problem: ZohoError | undefined;
  #changed = signalOnce();
  #opening: Promise<void>;

  constructor(options: KeptOpenOptions<T>) {
    this.#options = options;
    this.#opening = this.#open();
  }

  /** What is open now. */
  get now(): T | undefined {
    return this.#opened;
  }

  /** Waits as long as it takes. @throws ZohoError `outbox_missing`, since waiting does not help; `cancelled` */
  async opened(): Promise<T> {
    for (;;) {
      if (this.#end.signal.aborted) throw closed();
      if (this.#opened !== undefined) return this.#opened;
      if (this.#problem?.code === "outbox_missing") throw this.#problem.copy();
      await this.#changed.promise;
    }
  }

  /** Waits for another process for a while, and not at all where the disk refuses. @throws ZohoError */
  async need(): Promise<T> {
    const { clock, busyMs } = this.#options;
    const until = clock.monotonic() + busyMs;
    for (;;) {
      if (this.#end.signal.aborted) throw closed();
      if (this.#opened !== undefined) return this.#opened;
      const left = until - clock.monotonic();
      if (this.#problem !== undefined && (this.#problem.code !== "outbox_busy" || left <= 0)) {
        throw this.#problem.copy();
      }
      const enough = new AbortController();
      const over = clock.sleep(Math.max(left, FIRST_LOOK_MS), enough.signal).catch(() => undefined);
      await Promise.race([this.#changed.promise, over]);
      enough.abort();
    }
  }

  /** Gives up what is open, since it failed, and opens it again. @param problem what is answered until that succeeds */
  async failed(opened: T, problem: ZohoError): Promise<void> {
    if (this.#opened !== opened) return;
    this.#opened = undefined;
    this.#before = opened;
    this.#problem = problem;
    await this.#options.shut(opened).catch(() => undefined);
    this.#opening = this.#open();
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#wake();
    await this.#opening;
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened !== undefined) await this.#options.shut(opened);
  }

  async #open(): Promise<void> {
    const { clock, open } = this.#options;
    let look = FIRST_LOOK_MS;
    for (let refused = 0; !this.#end.signal.aborted;) {
      try {
        this.#opened = await open(this.#before);
        this.#problem = undefined;
        this.#wake();
        return;
      } catch (error) {
        this.#problem = error instanceof ZohoError ? error : new ZohoError("internal");
        this.#wake();
        if (this.#problem.code === "outbox_missing") return;
        const pause = this.#problem.code === "outbox_busy" ? look : (PAUSES_MS[refused++] ?? 15_000);
        look = Math.min(look * 1.5, LAST_LOOK_MS);
        await clock.sleep(pause, this.#end.signal).catch(() => undefined);
      }
    }
  }

  #wake(): void {
    const { wake } = this.#changed;
    this.#changed = signalOnce();
    wake();
  }
}

interface Signal {
  readonly promise: Promise<void>;
  readonly wake: () => void;
}

function signalOnce(): Signal {
  let wake = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return { promise, wake };
}

function closed(): ZohoError {
  return new ZohoError("cancelled", { details: { because: "the outbox is closing" } });
}
