import { connectWithClientCredentials } from "../../../src/connect/client-credentials";
import { connectWithCode } from "../../../src/connect/grant-code";
import { invalidInput } from "../../../src/errors/invalid-input";
import type { Connection } from "../../../src/vault/connection";
import { type NodeAPI, own } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { ConnectionMade } from "../admin-api";
import { viewOf } from "../connection-view";
import { identityIn, readDialogConsent } from "../dialog-consent";
import type { EditorRoutes } from "./answer-route";

/** Longest grant code or `soid` that is looked at; Zoho's have less than 100 characters. */
const MAX_LENGTH = 1000;

/** Connecting from the dialog on the ways that need no person now: the answer is the connection. */
export function addAtOnceRoutes(RED: NodeAPI, routes: EditorRoutes): void {
  routes.post("/zoho/grant-code", async (service, { body }) =>
    made(service, await byGrantCode(RED, service, body)),
  );
  routes.post("/zoho/connect/credentials", async (service, { body }) =>
    made(service, await byCredentials(RED, service, body)),
  );
}

function byGrantCode(RED: NodeAPI, service: ZohoService, body: unknown): Promise<Connection> {
  const consent = consentIn(RED, body);
  const code = textIn(body, "code");
  if (code === "") throw invalidInput("The grant code", "is missing");
  return connectWithCode(service.zoho, consent, { code });
}

function byCredentials(RED: NodeAPI, service: ZohoService, body: unknown): Promise<Connection> {
  const consent = consentIn(RED, body);
  const soid = own(body, "soid");
  if (typeof soid !== "string" || soid.length > MAX_LENGTH) throw invalidInput("The soid", "must be text");
  return connectWithClientCredentials(service.zoho, consent, soid.trim());
}

function consentIn(RED: NodeAPI, body: unknown) {
  const wanted = readDialogConsent(RED, body);
  const { client, connectionName: name, dataCenter, declared, elsewhere } = wanted;
  const { scopes } = client.config;
  return { ...identityIn(wanted), name, dataCenter, scopes, declared, elsewhere };
}

/** Text that is not longer than anything that could be meant; empty where there is none. */
function textIn(body: unknown, field: string): string {
  const value = own(body, field);
  return typeof value === "string" && value.length <= MAX_LENGTH ? value.trim() : "";
}

async function made(service: ZohoService, connection: Connection): Promise<ConnectionMade> {
  service.changed(connection.id);
  return { connection: await viewOf(service, { connection }) };
}
