import { connectByCredentials as askAtOnce } from "../admin-routes";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { type ConnectAttempt, MissingValue, requestOf } from "./connect-attempt";
import { say } from "./message-area";
import { readScopes } from "./scope-list";
import { needsSoid, soidOf } from "./soid";

const ORG = "#node-config-input-zoho-soid";

/** Connects a Self Client with its own credentials: nobody consents. */
export async function connectByCredentials(attempt: ConnectAttempt): Promise<void> {
  const { translate } = attempt;
  const request = requestOf(attempt);
  const { scopes } = request.client;
  const soid = soidOf(textIn(ORG), scopes);
  if (soid === "" && needsSoid(scopes)) throw new MissingValue(ORG, translate("zoho-client.connect.noSoid"));
  say("progress", translate("zoho-client.connect.asking"));
  await attempt.connected(await askAtOnce({ ...request, soid }));
}

/** Shows below the field what an org ID without its service will be completed to. */
export function prepareSoid(translate: Translate): void {
  const update = (): void => {
    const typed = textIn(ORG);
    const soid = soidOf(typed, readScopes());
    $("#zoho-soid-sent").text(soid === typed ? "" : translate("zoho-client.soid.sentAs", { soid }));
  };
  $(ORG).on("input change", update);
  $("#node-config-input-scopes").on("input change", update);
}
