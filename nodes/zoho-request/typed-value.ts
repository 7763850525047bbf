import { redact } from "../../src/errors/redact";
import { invalidInput } from "../../src/errors/invalid-input";
import { evaluate, type FlowMessage, type Node, type NodeAPI } from "../shared/red";

/** Where a typed input is evaluated. */
export interface Evaluation {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly msg: FlowMessage;
}

/**
 * The value of a typed input of the dialog.
 *
 * @param field names it in an error
 * @throws ZohoError `invalid_input` where the expression or the JSON in it is wrong
 */
export async function typedValue(
  { RED, node, msg }: Evaluation,
  field: string,
  input: { readonly value: string; readonly type: string },
): Promise<unknown> {
  try {
    return await evaluate(RED, node, input, msg);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(Reflect.get(Object(error), "message"));
    throw invalidInput(field, `can't be evaluated (${redact(message, 120)})`);
  }
}
