import { asZohoError } from "../../../src/errors/as-zoho-error";
import { invalidInput } from "../../../src/errors/invalid-input";
import type { ExportedEntry } from "../../../src/outbox/exported-entries";
import type { OutboxQueue } from "../../../src/outbox/outbox-queue";
import type { OutboxReport } from "../../../src/outbox/report";
import type { Handled } from "../../shared/handle-input";
import { flowsStarted } from "../../shared/flows-started";
import { type FlowMessage, type Node, type NodeAPI, own } from "../../shared/red";
import { type ErrorOutlet, warnOf } from "../../shared/report-error";
import type { StatusBoard } from "../../shared/status-board";
import { withoutInstructions } from "../../shared/without-instructions";
import type { ZohoService } from "../../shared/zoho-service";
import { clientOf } from "../../zoho-client/client-node";
import { textOf } from "../checked-values";
import type { RequestConfig } from "../config";
import type { PreparedCall } from "../prepared-call";
import { toldValue } from "../told-value";
import { keptFacts, shownState } from "./outbox-facts";
import { type KeepLimits, keepLimits, queueOptions } from "./keep-limits";
import { keepers, orphansOf, warnOfOrphans } from "./orphans";
import { OutboxEvents } from "./outbox-events";
import { showOutbox } from "./outbox-status";

/** A node that keeps what Zoho can't take now. */
export interface KeepingNode {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly config: RequestConfig;
  readonly status: StatusBoard;
  readonly outlet: ErrorOutlet;
}

/** How often ages in the status are brought up to date, and a queue that could not be opened is tried again, milliseconds. */
const LOOK_MS = 30_000;

/** Counts are looked at so long after the first of many changes, milliseconds. */
const SPACING_MS = 500;

/** An open queue, and the service that it belongs to. */
interface Opened {
  readonly service: ZohoService;
  readonly queue: OutboxQueue;
}

/**
 * What one node keeps. Its queue begins with the flows, whether or not a message comes, and delivers what an earlier run or
 * Deploy has left.
 */
export class NodeOutbox {
  readonly limits: KeepLimits;
  private readonly events: OutboxEvents;
  private readonly started: Promise<void>;
  private readonly timer: NodeJS.Timeout;
  private soon: NodeJS.Timeout | undefined;
  private opening: Promise<Opened> | undefined;
  private opened: Opened | undefined;
  private warned = "";
  private closed = false;

  constructor(private readonly of: KeepingNode) {
    keepers.add(of.node);
    this.limits = keepLimits(of.config);
    this.events = new OutboxEvents(of, this.limits);
    // What is sent before all flows have started may be lost.
    this.started = flowsStarted(of.RED);
    this.timer = setInterval(() => {
      this.look();
    }, LOOK_MS);
    this.timer.unref();
    void this.started.then(() => {
      this.look();
    });
  }

  /**
   * Keeps what a message wants to be written. The message goes on when it is on disk.
   *
   * @throws ZohoError `outbox_full`, `outbox_unwritable`, `outbox_busy`, `outbox_missing`, `not_keepable`, `invalid_input`
   */
  async keep({ call, body }: PreparedCall, msg: FlowMessage): Promise<Handled> {
    const { queue } = this.opened ?? (await this.open());
    const key = textOf("msg.zoho.key", toldValue(own(msg, "zoho"), "key"));
    const topic = own(msg, "topic");
    const kept = await queue.keep(call, {
      items: body?.items,
      msgid: msg._msgid,
      ...((typeof topic === "string" || typeof topic === "number") && { topic: String(topic) }),
      ...(key !== "" && { key }),
    });
    this.lookSoon();
    const result = { statusCode: 202, zohoResult: keptFacts(call, kept) };
    return { outputs: [withoutInstructions(msg, result)] };
  }

  /**
   * The queue, open.
   *
   * @throws ZohoError `missing_client`, those of the vault
   */
  async queue(): Promise<OutboxQueue> {
    return (this.opened ?? (await this.open())).queue;
  }

  /** The state of the queue as flows are told of it, with what other nodes have left. */
  async stateWithOrphans(): Promise<Record<string, unknown>> {
    const { queue, service } = this.opened ?? (await this.open());
    return { ...shownState(queue.state(), this.limits), orphans: await orphansOf(this.of.RED, service) };
  }

  /**
   * All that is kept, in order: of this node, or what a node that is gone has left.
   *
   * @throws ZohoError `invalid_input` where that node is not gone; those of the outbox
   */
  async *exported(orphan?: string): AsyncGenerator<ExportedEntry> {
    const { queue, service } = this.opened ?? (await this.open());
    if (orphan === undefined || orphan === this.of.node.id) yield* queue.exported();
    else {
      await this.checkIsOrphan(orphan, service);
      yield* service.outbox.exportedOrphan(orphan);
    }
  }

  /**
   * Takes out what a node that is gone has left.
   *
   * @returns how many records that were
   * @throws ZohoError as `exported`
   */
  async discard(orphan: string): Promise<number> {
    const { service } = this.opened ?? (await this.open());
    await this.checkIsOrphan(orphan, service);
    return service.outbox.discardOrphan(orphan);
  }

  /** One that is deployed and has not come to its queue yet is not gone. */
  private async checkIsOrphan(id: string, service: ZohoService): Promise<void> {
    const orphans = await orphansOf(this.of.RED, service);
    if (orphans.some(({ queue }) => queue === id)) return;
    throw invalidInput("msg.zoho.queue", `'${id}' is not the ID of a node that is gone and has left writes`);
  }

  /** What is kept stays on disk; where nobody takes it over, the log says so. */
  async close(): Promise<void> {
    this.closed = true;
    keepers.delete(this.of.node);
    clearInterval(this.timer);
    clearTimeout(this.soon);
    const opened = await this.opening?.catch(() => undefined);
    if (opened === undefined) return;
    const { records } = opened.queue.state();
    await opened.service.outbox.close(opened.queue);
    if (records > 0) void flowsStarted(this.of.RED).then(() => warnOfOrphans(this.of.RED));
  }

  private open(): Promise<Opened> {
    this.opening ??= this.begin().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async begin(): Promise<Opened> {
    const { RED, config, node } = this.of;
    await this.started;
    const client = clientOf(RED, config.client);
    const service = await client.service;
    // A secret that is not known yet would look like a connection that is lost.
    await client.started;
    const queue = await service.outbox.queue(node.id, queueOptions(config, this.limits), {
      report: (report) => {
        this.report(report);
      },
      damaged: (damage) => {
        if (!this.closed) this.events.damaged(damage);
      },
    });
    this.opened = { service, queue };
    return this.opened;
  }

  private report(report: OutboxReport): void {
    if (this.closed) return;
    this.events.report(report);
    this.lookSoon();
  }

  private lookSoon(): void {
    if (this.soon !== undefined || this.closed) return;
    this.soon = setTimeout(() => {
      this.soon = undefined;
      this.look();
    }, SPACING_MS);
    this.soon.unref();
  }

  private look(): void {
    if (this.closed) return;
    if (this.opened === undefined) {
      this.open().then(
        () => this.show(),
        (thrown: unknown) => this.failed(thrown),
      );
      return;
    }
    this.show();
  }

  private show(): void {
    if (this.closed || this.opened === undefined) return;
    const state = this.opened.queue.state();
    this.events.lookAt(state);
    if (this.warned !== "") this.of.status.rest();
    this.warned = "";
    showOutbox(this.of.RED, this.of.status, state);
  }

  private failed(thrown: unknown): void {
    if (this.closed) return;
    const error = asZohoError(thrown);
    this.of.status.fail(error);
    if (error.message !== this.warned) warnOf(this.of.node, error);
    this.warned = error.message;
  }
}
