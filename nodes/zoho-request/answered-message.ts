import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import type { Answered } from "./answer-payload";
import type { PreparedCall } from "./prepared-call";
import { resultFacts } from "./result-facts";

/** The message that goes on with what came of its call. */
export function answeredMessage(
  { RED, msg }: { readonly RED: NodeAPI; readonly msg: FlowMessage },
  { call }: Pick<PreparedCall, "call">,
  { payload, error, counts, answer, collected }: Answered,
): Handled {
  const zohoResult = resultFacts(call, answer, counts);
  if (collected !== undefined) zohoResult["collected"] = collected;
  const result = {
    // The error holds the same lists; a flow behind one output must not change what the other says.
    payload: error === undefined ? payload : own(RED.util.cloneMessage({ payload }), "payload"),
    statusCode: answer?.status,
    zohoResult,
  };
  error?.with({ connection: call.connection.name, product: call.product });
  return { outputs: [withoutInstructions(msg, result)], error };
}
