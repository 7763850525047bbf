import { sendGrantCode } from "../admin-routes";
import { textIn } from "../own-value";
import { type ConnectAttempt, MissingValue, requestOf } from "./connect-attempt";
import { say } from "./message-area";

const CODE = "#node-config-input-zoho-grant-code";

/** Connects a Self Client with the code that was generated at the API console. */
export async function connectByGrantCode(attempt: ConnectAttempt): Promise<void> {
  const { translate } = attempt;
  const code = textIn(CODE);
  if (code === "") throw new MissingValue(CODE, translate("zoho-client.connect.noCode"));
  say("progress", translate("zoho-client.connect.exchanging"));
  // It works once, whatever comes of it.
  $(CODE).val("");
  await attempt.connected(await sendGrantCode({ ...requestOf(attempt), code }));
}
