import type { Request, Response } from "express";
import { checkConnectionName } from "../../../src/connect/connection-id";
import { connectWithCode } from "../../../src/connect/grant-code";
import { invalidInput } from "../../../src/errors/invalid-input";
import { NotThere } from "../../shared/admin/not-there";
import { type NodeAPI, own } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { ConnectionView, ConnectStarted, ConnectStatus } from "../admin-api";
import { beginConsent } from "../begin-consent";
import { allowedDataCenters, dataCenterOf } from "../client-node";
import { viewOf } from "../connection-view";
import { checkCookieComesBack, consentCookie, editorAddress } from "../consent-cookie";
import { declaredPins } from "../declared-connections";
import { readConnectionName, readDialogClient } from "../dialog-client";
import { identityOf, secretsByDataCenter } from "../identity";
import type { EditorRoutes } from "./answer-route";

/** How long a consent that the dialog began may take, milliseconds. */
const DIALOG_TIMEOUT_MS = 10 * 60_000;

/** Longest grant code that is looked at; Zoho's have about 70 characters. */
const MAX_CODE_LENGTH = 1000;

/** Connecting from the dialog, on each way. */
export function addConnectingRoutes(RED: NodeAPI, routes: EditorRoutes): void {
  routes.post("/zoho/connect", (service, request, response) => connect(RED, service, request, response));
  routes.get("/zoho/connect/:ticket", (service, request) =>
    status(service, String(request.params["ticket"])),
  );
  routes.post("/zoho/grant-code", (service, request) => grantCode(RED, service, request.body));
}

async function connect(
  RED: NodeAPI,
  service: ZohoService,
  request: Request,
  response: Response,
): Promise<ConnectStarted> {
  const { nodeId, config, credentials } = readDialogClient(RED, request.body);
  const connectionName = checkConnectionName(readConnectionName(request.body));
  const { redirectUri } = config;
  const dataCenter = dataCenterOf(config, connectionName);
  const editor = editorAddress((name) => request.get(name));
  checkCookieComesBack(redirectUri, editor);
  const consent = await beginConsent(service, {
    identity: identityOf({ config, credentials }, dataCenter),
    connectionName,
    dataCenter,
    otherSecrets: secretsByDataCenter({ config, credentials }),
    allowedDataCenters: allowedDataCenters(config, connectionName),
    scopes: config.scopes,
    redirectUri,
    expected: declaredPins(config, connectionName),
    elsewhere: readElsewhere(request.body),
    startedBy: nodeId,
    boundTo: "browser",
    timeoutMs: DIALOG_TIMEOUT_MS,
  });
  if (consent.cookie !== undefined)
    response.append("Set-Cookie", consentCookie(consent.ticket, consent.cookie, { redirectUri, editor }));
  return {
    ticket: consent.ticket,
    url: consent.address,
    expiresAt: new Date(consent.expiresAt).toISOString(),
  };
}

/** @throws ZohoError `invalid_input` for another word: what was meant is not guessed */
function readElsewhere(body: unknown): "refuse" | "move" {
  const elsewhere = own(body, "elsewhere") ?? "refuse";
  if (elsewhere === "refuse" || elsewhere === "move") return elsewhere;
  throw invalidInput("The choice of another org", "must be refuse or move");
}

async function status(service: ZohoService, ticket: string): Promise<ConnectStatus> {
  const standing = await service.zoho.consents.standingOf(ticket);
  if (standing === undefined) throw new NotThere("The consent", "is not known here; press Connect again");
  switch (standing.state) {
    case "failed":
      return { state: "failed", cause: standing.error.cause };
    case "connected":
      return { state: "connected", connection: await viewOf(service, standing) };
    default:
      return { state: "waiting", expiresAt: new Date(standing.expiresAt).toISOString() };
  }
}

async function grantCode(
  RED: NodeAPI,
  service: ZohoService,
  body: unknown,
): Promise<{ connection: ConnectionView }> {
  const { config, credentials } = readDialogClient(RED, body);
  const name = checkConnectionName(readConnectionName(body));
  const code = own(body, "code");
  if (typeof code !== "string" || code.trim() === "" || code.length > MAX_CODE_LENGTH) {
    throw invalidInput("The grant code", "is missing");
  }
  const dataCenter = dataCenterOf(config, name);
  const consent = {
    ...identityOf({ config, credentials }, dataCenter),
    name,
    dataCenter,
    scopes: config.scopes,
    declared: declaredPins(config, name),
  };
  const connection = await connectWithCode(service.zoho, consent, { code: code.trim() });
  service.changed(connection.id);
  return { connection: await viewOf(service, { connection }) };
}
