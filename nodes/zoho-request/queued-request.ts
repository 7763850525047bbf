import type { ApiCall } from "../../src/api/api-call";
import type { RequestBody } from "../../src/api/body/request-body";
import { type Caller, type Entered, namedFor } from "../../src/api/call";
import type { Waiter } from "../../src/api/governor/governor";
import { type Handled, LATER, type Stream } from "../shared/handle-input";
import type { FlowMessage, NodeAPI } from "../shared/red";
import { answerPayload } from "./answer-payload";
import { answeredMessage } from "./answered-message";
import type { ResultShape } from "./config";
import type { PreparedCall } from "./prepared-call";
import type { ListReading } from "./read-list";

/**
 * A message whose call stands in line. Thousands may: this is all that is kept of each until its turn comes, less than half
 * of what a suspended function with its options and promises takes.
 */
export class QueuedRequest implements Waiter {
  readonly RED: NodeAPI;
  readonly msg: FlowMessage;
  private readonly stream: Stream;
  private readonly shape: ResultShape;
  readonly call: ApiCall;
  readonly body: RequestBody | undefined;

  constructor(
    { RED, msg, stream, config }: Pick<ListReading, "RED" | "msg" | "stream" | "config">,
    private readonly caller: Caller,
    { call, body }: Pick<PreparedCall, "call" | "body">,
    private readonly entered: Entered,
  ) {
    this.RED = RED;
    this.msg = msg;
    this.stream = stream;
    this.shape = config.result;
    this.call = call;
    this.body = body;
  }

  get isWaiting(): boolean {
    return this.entered.place.isWaiting;
  }

  wait(): typeof LATER {
    this.entered.place.tell(this);
    return LATER;
  }

  /** Its turn has come. */
  begin(): void {
    this.stream.resume(Promise.resolve().then(() => this.send()));
  }

  turnAway(reason: unknown): void {
    this.stream.resume(Promise.reject(namedFor(this.call, reason) as Error));
  }

  /** @throws as `Caller.send`; the error knows connection and product */
  async send(): Promise<Handled> {
    try {
      const answer = await this.caller.send(this.entered);
      return answeredMessage(this, this, { ...answerPayload(this, answer, this.shape), answer });
    } catch (error) {
      throw namedFor(this.call, error);
    }
  }
}
