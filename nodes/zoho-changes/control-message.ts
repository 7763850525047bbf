import type { Change } from "../../src/changes/change";
import { invalidInput } from "../../src/errors/invalid-input";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import type { BatchDelivery } from "./batch-delivery";
import type { ChangeWatch } from "./change-watch";
import { dateOf, firstRunOf } from "./first-run";

/** What a message can ask for. */
const ACTIONS = ["poll", "pause", "resume", "reset", "replay", "taken", "state"] as const;

/** What control messages work on. */
export interface Controlled {
  readonly watch: ChangeWatch;
  readonly delivery: BatchDelivery;
  /** The state of the node, for a flow. */
  readonly state: () => Readonly<Record<string, unknown>>;
}

/**
 * Does what a message asks for. Each is answered at the first output, but for those that take a batch: what went out
 * there may come back here, and must not go out again.
 *
 * @throws ZohoError `invalid_input`, and what keeps it from being done
 */
export async function answerControl(controlled: Controlled, msg: FlowMessage): Promise<Handled> {
  const { watch, delivery, state } = controlled;
  const told = own(msg, "zoho");
  const action = own(told, "action");
  switch (action) {
    case "poll": {
      const changes = await watch.pollNow();
      return answer(msg, { action, changes });
    }
    case "pause":
    case "resume":
      await watch[action]();
      return answer(msg, { action, ...state() });
    case "reset": {
      const first = firstRunOf("msg.zoho.to", own(told, "to"));
      await watch.reset(first);
      return answer(msg, { action, to: first.from === "date" ? first.date.toISOString() : first.from });
    }
    case "replay": {
      const from = dateOf("msg.zoho.from", own(told, "from"));
      await watch.replay(from);
      return answer(msg, { action, from: from.toISOString() });
    }
    case "state":
      return answer(msg, { action, ...state() });
    case "taken": {
      const batch = own(told, "batch") ?? own(own(msg, "zohoChange"), "batch");
      if (typeof batch !== "string" || batch === "")
        throw invalidInput(
          "msg.zoho.batch",
          "is missing: it stands in msg.zohoChange.batch of what was sent",
        );
      // One that waits no more was taken already, or given up by a reset: then there is nothing to do.
      delivery.taken(batch);
      return { outputs: [] };
    }
    case undefined:
      return comesBack(delivery, msg);
    default:
      throw wrongAction();
  }
}

/** A message of the node itself that comes back from the flow. */
function comesBack(delivery: BatchDelivery, msg: FlowMessage): Handled {
  const told = own(msg, "zohoChange");
  const batch = own(told, "batch");
  if (typeof batch !== "string") throw wrongAction();
  delivery.cameBack(batch, changeIn(told));
  return { outputs: [] };
}

function wrongAction(): Error {
  return invalidInput("msg.zoho.action", `must be one of ${ACTIONS.join(", ")}`);
}

/** The change that a message told of; undefined where it told of a whole batch. */
function changeIn(told: unknown): Pick<Change, "kind" | "id" | "at"> | undefined {
  const [kind, id, at] = [own(told, "kind"), own(told, "id"), own(told, "at")];
  const isKind = kind === "created" || kind === "changed" || kind === "deleted";
  return isKind && typeof id === "string" && typeof at === "string" ? { kind, id, at } : undefined;
}

/** An answer tells of no change, whatever message asked for it. */
function answer(msg: FlowMessage, payload: Readonly<Record<string, unknown>>): Handled {
  const { zohoChange: _of, parts: _parts, ...rest } = withoutInstructions(msg, { payload });
  return { outputs: [rest] };
}
