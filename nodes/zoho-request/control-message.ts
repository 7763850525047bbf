import { invalidInput } from "../../src/errors/invalid-input";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { controlOutbox, isOutboxAction, OUTBOX_ACTIONS } from "./outbox/control-outbox";
import { type ListReading, nextPage, stopLists } from "./read-list";

/** What a message can ask for instead of a call. */
const ACTIONS = ["next", "stop", "cancel", ...OUTBOX_ACTIONS];

/**
 * Does what a control message asks for: the next page of a list, its end, the end of all calls, or something of the outbox. A page that comes back from the flow asks
 * for the next one by that alone; the last page, coming back, asks for nothing.
 *
 * @returns undefined where the message asks for a call
 * @throws ZohoError `walk_gone`, `invalid_input`
 */
export function answerControl(reading: ListReading): Promise<Handled> | undefined {
  const { msg, lists, config } = reading;
  const action = own(own(msg, "zoho"), "action");
  const id = walkOf(msg);
  switch (action) {
    case "next":
      if (id === undefined)
        throw invalidInput(
          "msg.zoho.walk",
          "is missing: it stands in msg.zohoResult.walk of the page before",
        );
      return nextPage(reading, id);
    case "stop":
      return stopLists(reading, id);
    case "cancel":
      return Promise.resolve(cancelCalls(reading));
    case undefined: {
      const comesBack = config.paging === "asked" || own(own(msg, "zoho"), "paging") === "asked";
      if (!comesBack || id === undefined || !lists.isOwn(id)) return undefined;
      return own(msg, "complete") === true ? Promise.resolve({ outputs: [] }) : nextPage(reading, id);
    }
    default:
      if (isOutboxAction(action)) return controlOutbox(reading, action);
      throw invalidInput("msg.zoho.action", `must be one of ${ACTIONS.join(", ")}`);
  }
}

/** Ends what this node is working on, or the messages with an ID: `_msgid` or `msg.zoho.id`. */
function cancelCalls({ msg, stream, lists }: ListReading): Handled {
  const id = own(own(msg, "zoho"), "id");
  if (id !== undefined && typeof id !== "string") throw invalidInput("msg.zoho.id", "must be text");
  const cancelled = stream.cancelOthers(id);
  if (id === undefined) lists.close();
  return { outputs: [withoutInstructions(msg, { payload: { action: "cancel", cancelled } })] };
}

/** The list that a message speaks of, or carries a page of. */
function walkOf(msg: FlowMessage): string | undefined {
  const id = own(own(msg, "zoho"), "walk") ?? own(own(msg, "zohoResult"), "walk");
  return typeof id === "string" && id !== "" ? id : undefined;
}
