import { ZohoError } from "../../../src/errors/zoho-error";
import type { OutboxReport, QueueState } from "../../../src/outbox/report";
import type { QueueDamage } from "../../shared/outbox-damage";
import { type FlowMessage, own } from "../../shared/red";
import { sendUnasked } from "../../shared/report-error";
import { countsOf } from "../answer-payload";
import { resultFacts } from "../result-facts";
import type { KeepLimits } from "./keep-limits";
import type { KeepingNode } from "./node-outbox";
import { shownState } from "./outbox-facts";
import { needsSomebody } from "./outbox-status";

/** An outbox is almost full from this share of a limit on, and no longer below the other. */
const ALMOST_FULL = 0.8;
const ROOMY_AGAIN = 0.6;

type Delivered = Extract<OutboxReport, { event: "delivered" }>;
type Expired = Extract<OutboxReport, { event: "expired" }>;

/**
 * What becomes of kept writes, as messages of its own at the first output: what was delivered, what is too old, and every
 * change that a flow may want to tell of. Where records were refused, or a person must do something, there is an error besides.
 */
export class OutboxEvents {
  /** Code of what holds the queue up. */
  private held: string | undefined;
  private isFilling = false;

  constructor(
    private readonly of: Pick<KeepingNode, "RED" | "node" | "outlet">,
    private readonly limits: KeepLimits,
  ) {}

  report(report: OutboxReport): void {
    if (report.event === "delivered") this.delivered(report);
    else if (report.event === "expired") this.expired(report);
    this.lookAt(report.state);
  }

  /** Tells of what has changed since the last look. */
  lookAt(state: QueueState): void {
    const { held } = state;
    if (held?.code !== this.held) {
      this.held = held?.code;
      if (held === undefined) this.changed("recovered", state);
      else this.changed("held", state, needsSomebody(held) ? held.copy() : undefined);
    }
    const share = Math.max(state.records / this.limits.maxRecords, state.bytes / this.limits.maxBytes);
    if (!this.isFilling && share >= ALMOST_FULL) {
      this.isFilling = true;
      this.changed("filling", state, this.almostFull(state, share));
    } else if (share < ROOMY_AGAIN) this.isFilling = false;
  }

  /** What the disk has lost can't come out as records any more: it is told in numbers, with an error. */
  damaged({ problem, lost, setAside }: QueueDamage): void {
    const payload = { problem, lost, setAside };
    const error = new ZohoError("outbox_damaged", { details: payload });
    this.send({ payload, zohoResult: { outbox: { event: "damaged", ...payload } } }, error);
  }

  private delivered({ call, answer, written, failed, unknown, error, state }: Delivered): void {
    const lists = { written, failed, unknown };
    // The error holds the same lists; a flow behind one output must not change what the other says.
    const payload =
      error === undefined ? lists : own(this.of.RED.util.cloneMessage({ payload: lists }), "payload");
    // Without a call there is only a text that can't be read.
    const facts = call === undefined ? {} : resultFacts(call, answer, countsOf(lists));
    const zohoResult = { ...facts, outbox: { event: "delivered", ...this.shown(state) } };
    if (call !== undefined) error?.with({ connection: call.connection.name, product: call.product });
    this.send({ payload, statusCode: answer?.status, zohoResult }, error);
  }

  private expired({ call, items, error, state }: Expired): void {
    const facts = resultFacts(call, undefined, { expired: items.length });
    const zohoResult = { ...facts, outbox: { event: "expired", ...this.shown(state) } };
    error.with({ connection: call.connection.name, product: call.product });
    this.send({ payload: { expired: items }, zohoResult }, error);
  }

  private changed(event: "held" | "recovered" | "filling", state: QueueState, error?: ZohoError): void {
    const shown = this.shown(state);
    this.send({ payload: shown, zohoResult: { outbox: { event, ...shown } } }, error);
  }

  private almostFull(state: QueueState, share: number): ZohoError {
    const { records, bytes } = state;
    const percent = Math.floor(share * 100);
    return new ZohoError("outbox_filling", {
      details: { percent, records, bytes, limit: this.limits.maxRecords },
    });
  }

  private shown(state: QueueState): Record<string, unknown> {
    return shownState(state, this.limits);
  }

  private send(message: FlowMessage, error: ZohoError | undefined): void {
    sendUnasked(this.of.node, this.of.outlet, message, error);
  }
}
