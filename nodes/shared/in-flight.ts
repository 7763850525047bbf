import { ZohoError } from "../../src/errors/zoho-error";
import { type CancelSignal, Cancellation } from "../../src/time/cancel-signal";
import { type FlowMessage, own } from "./red";

/** Why messages end before their time: for people, after "because". */
const REASONS = {
  stopped: "the node was stopped",
  asked: "a message asked for it",
  late: "its time was over",
} as const;

type Ending = keyof typeof REASONS;

/** A message that a node is working on, and the signal that ends it. */
export class MessageInHand extends Cancellation {
  /** Runs while the message as a whole has a limit of time. */
  timer: NodeJS.Timeout | undefined = undefined;

  constructor(readonly msg: FlowMessage) {
    super();
  }

  end(ending: Ending): void {
    this.abort(new Error(REASONS[ending], { cause: ending }));
  }
}

/** The messages that a node is working on, each of which can be cancelled. */
export class InFlight {
  private readonly works = new Set<MessageInHand>();

  /**
   * To be taken out by `leave` when nothing more is to be done for it.
   *
   * @param limitMs longest time for the message as a whole, with all its waits; undefined for none
   */
  enter(work: MessageInHand, limitMs: number | undefined): void {
    this.works.add(work);
    if (limitMs === undefined) return;
    work.timer = setTimeout(() => {
      work.end("late");
    }, limitMs).unref();
  }

  leave(work: MessageInHand): void {
    clearTimeout(work.timer);
    this.works.delete(work);
  }

  /** Ends them all. @returns how many there were */
  stop(): number {
    for (const work of this.works) work.end("stopped");
    return this.works.size;
  }

  /**
   * Ends all but the message that asks for it.
   *
   * @param id only those with this `_msgid` or `zoho.id`
   * @returns how many there were
   */
  cancel(asking: FlowMessage, id: string | undefined): number {
    let cancelled = 0;
    for (const work of this.works) {
      const { msg } = work;
      const meant = id === undefined || msg._msgid === id || own(own(msg, "zoho"), "id") === id;
      if (msg === asking || !meant || work.aborted) continue;
      work.end("asked");
      cancelled++;
    }
    return cancelled;
  }
}

/** Says of a message that was ended why; what is known better, such as the fate of a write, stays. */
export function whyEnded(thrown: unknown, signal: CancelSignal, limitMs: number | undefined): unknown {
  if (!signal.aborted || (thrown instanceof ZohoError && thrown.code !== "cancelled")) return thrown;
  const facts = thrown instanceof ZohoError ? thrown.cause : {};
  const reason = signal.reason instanceof Error ? signal.reason : new Error(REASONS.stopped);
  return reason.cause === "late"
    ? new ZohoError("overdue", { ...whereOf(facts), details: { seconds: Math.round((limitMs ?? 0) / 1000) } })
    : new ZohoError("cancelled", { ...whereOf(facts), details: { because: reason.message } });
}

function whereOf({ connection, product }: Partial<ZohoError["cause"]>): {
  readonly connection?: string | undefined;
  readonly product?: string | undefined;
} {
  return { connection, product };
}
