import { connectWithClientCredentials } from "../../src/connect/client-credentials";
import { connectWithCode } from "../../src/connect/grant-code";
import { connectWithRefreshToken } from "../../src/connect/refresh-token";
import { invalidInput } from "../../src/errors/invalid-input";
import { parseSelfClientFile } from "../../src/oauth/self-client-file";
import type { Connection } from "../../src/vault/connection";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { factsOf } from "../zoho-client/connection-view";
import { checkEmulatorToken } from "../zoho-client/emulator-token";
import type { AuthorizeConfig, Way } from "./config";
import { instruction, type WantedConsent, wantedConsent } from "./wanted-consent";

/**
 * Connects on a way that needs no person now.
 *
 * @param brought what `takeSecret` has found
 */
export async function connectAtOnce(
  RED: NodeAPI,
  config: AuthorizeConfig,
  { msg, brought }: { readonly msg: FlowMessage; readonly brought: unknown },
): Promise<Handled> {
  const wanted = await wantedConsent(RED, config, msg);
  const connection = await connect(config, wanted, { brought, msg });
  wanted.service.changed(connection.id);
  return { outputs: [null, withoutInstructions(msg, { payload: factsOf(connection) })] };
}

/**
 * Takes the code or token out of `msg.payload`, before anything can fail: the error, too, must go on without it. So it
 * is removed from the very message that came.
 *
 * @returns undefined where nothing secret comes by this way
 */
export function takeSecret(way: Way, msg: FlowMessage): unknown {
  if (way !== "grantCode" && way !== "refreshToken") return undefined;
  const { payload } = msg;
  msg["payload"] = null;
  return payload;
}

function connect(
  config: AuthorizeConfig,
  { service: { zoho }, consent }: WantedConsent,
  { brought, msg }: { readonly brought: unknown; readonly msg: FlowMessage },
): Promise<Connection> {
  if (config.way === "clientCredentials")
    return connectWithClientCredentials(zoho, consent, instruction(config.soid, msg, "soid"));
  if (config.way === "refreshToken") {
    const token = textIn(brought, "refreshToken") ?? textIn(brought, "refresh_token") ?? "";
    if (consent.realm === "emulator") checkEmulatorToken(token);
    return connectWithRefreshToken(zoho, consent, token);
  }
  return connectWithCode(zoho, consent, { code: grantCodeIn(brought, consent.clientId) });
}

/** A code itself, `{code}`, or what stands in the console's `self_client.json`. */
function grantCodeIn(brought: unknown, clientId: string): string {
  if (isSelfClientFile(brought)) {
    const file = parseSelfClientFile(brought);
    if (file.clientId === clientId) return file.code;
    throw invalidInput(
      "The file self_client.json",
      "belongs to another client than the one of this node: choose that one, or make the code for this one",
    );
  }
  const code = textIn(brought, "code");
  if (code !== undefined) return code;
  throw invalidInput("msg.payload", "must be the grant code of a Self Client, or its self_client.json");
}

function isSelfClientFile(brought: unknown): boolean {
  const isText = typeof brought === "string" && brought.trimStart().startsWith("{");
  return isText || Buffer.isBuffer(brought) || own(brought, "client_id") !== undefined;
}

/** The payload itself where it is text, else a property of it. */
function textIn(brought: unknown, property: string): string | undefined {
  const text = typeof brought === "string" ? brought : own(brought, property);
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}
