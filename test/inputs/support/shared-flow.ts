import type { FlowMessage } from "../../../nodes/shared/red";
import { type Flow, openFlow, type Outcome } from "./flow-world";
import type { WireTap } from "./wire-tap";

/** So many messages go through one node, of which it keeps nothing that could help the next. */
const MESSAGES_EACH = 250;

/** A flow for thousands of messages: made anew from time to time, so that what is kept of them does not pile up. */
export class SharedFlow {
  #flow: Flow | undefined;
  #left = 0;

  constructor(private readonly tap: WireTap) {}

  async send(msg: FlowMessage): Promise<Outcome> {
    if (this.#left === 0 || this.#flow === undefined) {
      await this.close();
      this.#flow = await openFlow(this.tap);
      this.#left = MESSAGES_EACH;
    }
    this.#left--;
    return this.#flow.send(msg);
  }

  async close(): Promise<void> {
    await this.#flow?.close();
    this.#flow = undefined;
  }
}
