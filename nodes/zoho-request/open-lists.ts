import { randomBytes } from "node:crypto";
import { ZohoError } from "../../src/errors/zoho-error";
import type { CountedWalk } from "./counted-walk";

/** How long a list waits to be asked for its next page, milliseconds. */
const IDLE_MS = 30 * 60_000;

/** Lists of one node that may wait at once; the one that has waited longest makes room. */
const MOST_WAITING = 100;

interface Waiting {
  readonly walk: CountedWalk;
  timer: NodeJS.Timeout | undefined;
  /** Asks that came while another was being answered wait for it. */
  turn: Promise<unknown>;
}

/** The lists of one node that are being read: those that run to their end, and those that wait to be asked. */
export class OpenLists {
  private readonly running = new Map<string, AbortController>();
  /** In the order in which they were last asked. */
  private readonly waiting = new Map<string, Waiting>();

  /** @param nodeId begins each ID, so that it is known whose list a message speaks of */
  constructor(
    private readonly nodeId: string,
    private readonly limits: { readonly idleMs: number; readonly most: number } = {
      idleMs: IDLE_MS,
      most: MOST_WAITING,
    },
  ) {}

  newId(): string {
    return `${this.nodeId}.${randomBytes(6).toString("hex")}`;
  }

  isOwn(id: string): boolean {
    return id.startsWith(`${this.nodeId}.`);
  }

  /** Runs a list to its end, as long as nobody stops it. */
  async run<T>(id: string, read: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const stopping = new AbortController();
    this.running.set(id, stopping);
    try {
      return await read(stopping.signal);
    } finally {
      this.running.delete(id);
    }
  }

  /** Keeps a list until it is asked again. */
  keep(walk: CountedWalk): void {
    const [oldest] = this.waiting.keys();
    if (this.waiting.size >= this.limits.most && oldest !== undefined) this.forget(oldest);
    this.waiting.set(walk.id, { walk, timer: undefined, turn: Promise.resolve() });
    this.rest(walk.id);
  }

  /**
   * Does something with a list that waits, one after the other.
   *
   * @throws ZohoError `walk_gone` where it does not wait any more
   */
  async ask<T>(id: string, answer: (walk: CountedWalk) => Promise<T>): Promise<T> {
    const asked = this.waiting.get(id);
    if (asked === undefined) throw this.gone();
    clearTimeout(asked.timer);
    const answered = asked.turn.then(() => {
      if (!this.waiting.has(id)) throw this.gone();
      return answer(asked.walk);
    });
    asked.turn = answered.catch(() => undefined);
    try {
      return await answered;
    } finally {
      this.rest(id);
    }
  }

  /** Ends a list that waits. */
  forget(id: string): void {
    clearTimeout(this.waiting.get(id)?.timer);
    this.waiting.delete(id);
  }

  /**
   * Stops one list, or all of this node.
   *
   * @returns the ones that were waiting; the others say by themselves that they have ended
   */
  stop(id?: string): readonly CountedWalk[] {
    for (const [running, stopping] of this.running) if (id === undefined || running === id) stopping.abort();
    const waiting = [...this.waiting.values()].filter(({ walk }) => id === undefined || walk.id === id);
    for (const { walk } of waiting) this.forget(walk.id);
    return waiting.map(({ walk }) => walk);
  }

  close(): void {
    for (const id of [...this.waiting.keys()]) this.forget(id);
  }

  /** From now on it waits; behind all others, because it was asked last. */
  private rest(id: string): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    this.waiting.set(id, waiting);
    clearTimeout(waiting.timer);
    waiting.timer = setTimeout(() => {
      this.forget(id);
    }, this.limits.idleMs);
    waiting.timer.unref();
  }

  private gone(): ZohoError {
    const problem = "it has ended, nobody asked for too long, or the node was deployed anew";
    return new ZohoError("walk_gone", { details: { problem, minutes: this.limits.idleMs / 60_000 } });
  }
}
