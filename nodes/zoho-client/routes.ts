import type { Request, Response } from "express";
import { checkConnectionName } from "../../src/connect/connection-id";
import { disconnect } from "../../src/connect/disconnect";
import { connectWithCode } from "../../src/connect/grant-code";
import { invalidInput } from "../../src/errors/invalid-input";
import { ZohoError } from "../../src/errors/zoho-error";
import { parseCallback } from "../../src/oauth/callback";
import { type NodeAPI, own } from "../shared/red";
import { asZohoError } from "../shared/report-error";
import { type ZohoService, zohoService } from "../shared/zoho-service";
import type {
  ConnectionList,
  ConnectionRemoved,
  ConnectionView,
  ConnectStarted,
  ConnectStatus,
} from "./admin-api";
import { sendFailurePage, sendOutcomePage, sendQuestionPage } from "./callback-page";
import { readForm } from "./read-form";
import { allowedDataCenters, dataCenterOf } from "./client-node";
import { identityOf, secretsByDataCenter } from "./identity";
import { CLIENT_DEFAULTS } from "./config";
import { viewOf } from "./connection-view";
import { checkCookieComesBack, consentCookie, cookieOfStart, editorAddress } from "./consent-cookie";
import { declaredPins } from "./declared-connections";
import { dialogCredential } from "./dialog-credentials";
import { isClientType, readConnectionName, readDialogClient } from "./dialog-client";
import { jsonOnly, sameOriginOnly } from "./same-origin";
import { beginConsent } from "./begin-consent";

/** How long a consent that the dialog began may take, milliseconds. */
const DIALOG_TIMEOUT_MS = 10 * 60_000;

/** Longest grant code that is looked at; Zoho's have about 70 characters. */
const MAX_CODE_LENGTH = 1000;

type Answer = (service: ZohoService, request: Request, response: Response) => Promise<unknown>;

/** Adds the routes of `admin-api.ts`: once for each runtime, not for each node. */
export function addRoutes(RED: NodeAPI): void {
  const read = [sameOriginOnly, RED.auth.needsPermission("zoho-client.read")];
  const write = [sameOriginOnly, RED.auth.needsPermission("zoho-client.write")];
  const routes = {
    connect: (service, request, response) => connect(RED, service, request, response),
    status: (service, request) => status(service, String(request.params["ticket"])),
    grantCode: (service, request) => grantCode(RED, service, request.body),
    list: (service, request) => list(RED, service, request),
    remove: (service, request) => remove(service, String(request.params["id"])),
  } satisfies Record<string, Answer>;
  const answered =
    (answer: Answer) =>
    (request: Request, response: Response): void => {
      void respond(RED, answer, request, response);
    };
  RED.httpAdmin.post("/zoho/connect", ...write, jsonOnly, answered(routes.connect));
  RED.httpAdmin.get("/zoho/connect/:ticket", ...read, answered(routes.status));
  RED.httpAdmin.post("/zoho/grant-code", ...write, jsonOnly, answered(routes.grantCode));
  RED.httpAdmin.get("/zoho/connections", ...read, answered(routes.list));
  RED.httpAdmin.delete("/zoho/connections/:id", ...write, answered(routes.remove));
  // Zoho's redirect is a plain navigation without a login: its single-use state is all that counts.
  const callback = (request: Request, response: Response): void => {
    void finish(RED, request, response);
  };
  RED.httpAdmin.get("/zoho/callback", callback);
  RED.httpNode.get("/zoho/callback", callback);
  // What counts is the one-time token that stands in the page alone; the check of the origin keeps others from guessing.
  const answer = (request: Request, response: Response): void => {
    void confirm(RED, request, response);
  };
  RED.httpAdmin.post("/zoho/callback", sameOriginOnly, answer);
  RED.httpNode.post("/zoho/callback", sameOriginOnly, answer);
}

async function respond(RED: NodeAPI, answer: Answer, request: Request, response: Response): Promise<void> {
  try {
    response.json(await answer(await zohoService(RED), request, response));
  } catch (thrown) {
    const error = asZohoError(thrown);
    response.status(error.class === "other" ? 500 : 400).json({ cause: error.cause });
  }
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

async function status(service: ZohoService, ticket: string): Promise<ConnectStatus> {
  const outcome = service.zoho.consents.outcomes.of(ticket);
  if (outcome?.state === "failed") return { state: "failed", cause: outcome.error.cause };
  if (outcome?.state === "connected")
    return { state: "connected", connection: await viewOf(service, outcome) };
  const expiresAt = await service.zoho.consents.expiryOf(ticket);
  if (expiresAt !== undefined) return { state: "waiting", expiresAt: new Date(expiresAt).toISOString() };
  throw new ZohoError("invalid_input", {
    details: { field: "The consent", problem: "is not known here; press Connect again" },
  });
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

/** The connections of the client that the dialog shows: by the client ID typed there, else by the deployed one. */
async function list(RED: NodeAPI, service: ZohoService, request: Request): Promise<ConnectionList> {
  const { node, clientId: typed, clientType } = request.query;
  const realm = request.query["realm"] === "emulator" ? "emulator" : "zoho";
  const clientId = listedClientId(RED, node, typed);
  if (realm === "zoho" && clientId === "") return { connections: [] };
  const config = {
    name: "",
    dataCenter: "us",
    realm,
    clientType: isClientType(clientType) ? clientType : CLIENT_DEFAULTS.clientType,
  } as const;
  // Found by the client ID alone; the secret only makes the client complete.
  const identity = identityOf({ config, credentials: { clientId, clientSecret: "-" } });
  const listed = await service.zoho.connections.ofClient(identity.realm, identity.clientId);
  return { connections: await Promise.all(listed.map((one) => viewOf(service, one))) };
}

function listedClientId(RED: NodeAPI, nodeId: unknown, typed: unknown): string {
  const changed = typeof typed === "string" && typed !== "" ? typed : undefined;
  return dialogCredential(RED, typeof nodeId === "string" ? nodeId : "", "clientId", changed);
}

async function remove(service: ZohoService, id: string): Promise<ConnectionRemoved> {
  const outcome = await disconnect(service.zoho, id);
  if (outcome === undefined) {
    throw new ZohoError("invalid_input", {
      details: { field: "The connection", problem: "does not exist any more" },
    });
  }
  service.changed(id);
  return { revoked: outcome.revoked, left: outcome.left };
}

async function finish(RED: NodeAPI, request: Request, response: Response): Promise<void> {
  try {
    const service = await zohoService(RED);
    const outcome = await service.zoho.consents.finishOrAsk({
      parameters: parseCallback(request.query),
      cookieOf: (startId) => cookieOfStart(request.get("cookie"), startId),
    });
    if (outcome.state === "unconfirmed") sendQuestionPage(response, outcome);
    else sendOutcomePage(response, outcome);
  } catch (thrown) {
    sendFailurePage(response, asZohoError(thrown));
  }
}

/** The answer to the question of the callback's page. */
async function confirm(RED: NodeAPI, request: Request, response: Response): Promise<void> {
  try {
    const { token, answer } = await readForm(request);
    const service = await zohoService(RED);
    sendOutcomePage(response, await service.zoho.consents.confirm(token, answer === "yes" ? "yes" : "no"));
  } catch (thrown) {
    sendFailurePage(response, asZohoError(thrown));
  }
}
