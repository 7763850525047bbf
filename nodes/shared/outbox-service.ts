import { existsSync } from "node:fs";
import { join } from "node:path";
import { LevelStore } from "../../src/outbox/level-store";
import type { ExportedEntry } from "../../src/outbox/exported-entries";
import { type OpenQueue, Outbox, type OrphanedQueue } from "../../src/outbox/outbox";
import type { QueueOptions } from "../../src/outbox/delivery-options";
import type { OutboxQueue } from "../../src/outbox/outbox-queue";
import type { OutboxReport } from "../../src/outbox/report";
import type { ZohoRuntime } from "../../src/zoho-runtime";
import { damageText, OutboxDamages, type QueueDamage } from "./outbox-damage";

/** Who is told what becomes of what a node keeps; never once its queue is closed. */
export interface QueueListener {
  readonly report: (report: OutboxReport) => void;
  readonly damaged: (damage: QueueDamage) => void;
}

export interface OutboxServiceOptions {
  readonly zoho: ZohoRuntime;
  /** Of the vault: the outbox is a folder in it. */
  readonly directory: string;
  /** Sentences for Node-RED's log. */
  readonly log: (sentence: string) => void;
}

/**
 * The one outbox of this Node-RED: open while some node has a queue in it, so that a Node-RED that stops lets go of it for
 * the next one.
 */
export class OutboxService {
  private outbox: Outbox | undefined;
  /** The folder belongs to one process at a time, and within it to one outbox. */
  private closed: Promise<void> = Promise.resolve();
  /** Queues that are open, and looks that are being taken. */
  private readonly users = new Set<object>();
  private readonly damages = new OutboxDamages();
  private readonly directory: string;

  constructor(private readonly options: OutboxServiceOptions) {
    this.directory = join(options.directory, "outbox");
  }

  /** The queue of a node, which delivers from now on what an earlier run or Deploy has left in it. */
  async queue(id: string, options: QueueOptions, { report, damaged }: QueueListener): Promise<OutboxQueue> {
    await this.whenClosed();
    const queue = this.opened().queue(id, options, report);
    this.users.add(queue);
    this.damages.open(id, damaged);
    return queue;
  }

  /** Ends a node's part in it; what is in the queue stays on disk. */
  async close(queue: OutboxQueue): Promise<void> {
    this.damages.close(queue.id);
    await queue.close();
    await this.leave(queue);
  }

  /** How the queues of the nodes stand. Opens and reads nothing. */
  states(): readonly OpenQueue[] {
    return this.outbox?.states() ?? [];
  }

  /**
   * Writes that nobody has opened: of nodes that are gone, keep nothing now, or have not come so far.
   *
   * @throws ZohoError `outbox_missing`
   */
  async orphans(): Promise<readonly OrphanedQueue[]> {
    await this.whenClosed();
    // Most have never kept anything: nothing is made or loaded for them.
    if (this.outbox === undefined && !existsSync(this.directory)) return [];
    return this.looking((outbox) => outbox.orphans());
  }

  /** What such a queue holds. @throws Error where it is open */
  async *exportedOrphan(queue: string): AsyncGenerator<ExportedEntry> {
    await this.whenClosed();
    const look = {};
    this.users.add(look);
    try {
      yield* this.opened().exportedOrphan(queue);
    } finally {
      await this.leave(look);
    }
  }

  /** Takes everything out of such a queue. @returns how many records @throws Error where it is open */
  async discardOrphan(queue: string): Promise<number> {
    await this.whenClosed();
    return this.looking((outbox) => outbox.discardOrphan(queue));
  }

  /** The outbox stays open for what is done, also where no node has a queue in it. */
  private async looking<T>(work: (outbox: Outbox) => Promise<T>): Promise<T> {
    const look = {};
    this.users.add(look);
    try {
      return await work(this.opened());
    } finally {
      await this.leave(look);
    }
  }

  /** The tokens or the state of a connection have changed: what waits for it is tried again. */
  changed(connectionId: string): void {
    this.outbox?.changed(connectionId);
  }

  /** Resolves when no former outbox is open any more. */
  private async whenClosed(): Promise<void> {
    let { closed } = this;
    await closed;
    while (closed !== this.closed) {
      closed = this.closed;
      await closed;
    }
  }

  private async leave(user: object): Promise<void> {
    this.users.delete(user);
    if (this.users.size > 0 || this.outbox === undefined) return;
    const { outbox } = this;
    this.outbox = undefined;
    this.closed = outbox.close();
    await this.closed;
  }

  private opened(): Outbox {
    const { zoho, log } = this.options;
    const { caller, policies, connections, clock, random } = zoho;
    this.outbox ??= Outbox.open({
      store: new LevelStore({
        directory: this.directory,
        clock,
        onDamage: (damage) => {
          log(damageText(damage));
          this.damages.found(damage);
        },
      }),
      caller,
      policies,
      connections,
      clock,
      random,
      log,
    });
    return this.outbox;
  }
}
