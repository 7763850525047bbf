import type { FlowMessage, NodeAPI } from "../shared/red";
import { own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";

/** One of several messages that come of one list: which, and on the last one how many there were. */
export interface Part {
  readonly index?: number;
  /** Known with the last one. */
  readonly count?: number;
  /** Items of an array in each message; more than one are joined end to end. */
  readonly len: number;
}

/**
 * A message of several that come of one. Each has its own copy of what came in: a flow that changes one must not change
 * the others. `msg.parts` is as Node-RED's split node makes it, so that its join node can put them together again.
 */
export function listMessage(
  RED: NodeAPI,
  msg: FlowMessage,
  id: string,
  part: Part | undefined,
  result: Readonly<Record<string, unknown>>,
): FlowMessage {
  const {
    payload: _input,
    complete: _former,
    zohoResult: _older,
    parts,
    ...rest
  } = withoutInstructions(msg, {});
  const copy: FlowMessage = holdsObjects(rest) ? RED.util.cloneMessage(rest) : rest;
  return {
    ...copy,
    ...(part !== undefined && {
      parts: { id, type: "array", ...part, ...(own(parts, "id") !== undefined && { parts }) },
    }),
    ...result,
  };
}

function holdsObjects(values: object): boolean {
  return Object.values(values).some((value) => typeof value === "object" && value !== null);
}
