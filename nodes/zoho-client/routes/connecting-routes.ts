import type { Request, Response } from "express";
import { startId } from "../../../src/connect/consent-start";
import { invalidInput } from "../../../src/errors/invalid-input";
import { parsePastedRedirect } from "../../../src/oauth/pasted-redirect";
import { NotThere } from "../../shared/admin/not-there";
import { type NodeAPI, own } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { ConnectStarted, ConnectStatus } from "../admin-api";
import { beginConsent } from "../begin-consent";
import { viewOf } from "../connection-view";
import { checkCookieComesBack, consentCookie, cookieOfStart, editorAddress } from "../consent-cookie";
import { consentFacts, DIALOG_TIMEOUT_MS, identityIn, readDialogConsent } from "../dialog-consent";
import type { EditorRoutes } from "./answer-route";

/** Consents of the dialog that a person gives, and how they stand. */
export function addConnectingRoutes(RED: NodeAPI, routes: EditorRoutes): void {
  routes.post("/zoho/connect", (service, request, response) => connect(RED, service, request, response));
  routes.post("/zoho/connect/pasted", finishPasted);
  routes.get("/zoho/connect/:ticket", (service, request) =>
    status(service, String(request.params["ticket"])),
  );
}

async function connect(
  RED: NodeAPI,
  service: ZohoService,
  request: Request,
  response: Response,
): Promise<ConnectStarted> {
  const wanted = readDialogConsent(RED, request.body);
  const { redirectUri } = wanted.client.config;
  const editor = editorAddress((name) => request.get(name));
  // An address that is pasted into the dialog comes with the dialog's own cookie.
  if (readComesBack(request.body) === "callback") checkCookieComesBack(redirectUri, editor);
  const consent = await beginConsent(service, {
    ...consentFacts(wanted),
    identity: identityIn(wanted),
    redirectUri,
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

/** @throws ZohoError `invalid_input` for another word */
function readComesBack(body: unknown): "callback" | "pasted" {
  const comesBack = own(body, "comesBack") ?? "callback";
  if (comesBack === "callback" || comesBack === "pasted") return comesBack;
  throw invalidInput("How the consent comes back", "must be callback or pasted");
}

/**
 * Ends the consent of a ticket with the address that the browser could not open. What came of it is told by the
 * status; only what is wrong with the address itself is refused here.
 */
async function finishPasted(service: ZohoService, request: Request): Promise<ConnectStatus> {
  const ticket = own(request.body, "ticket");
  const parameters = parsePastedRedirect(own(request.body, "address"));
  if (startId(parameters.state ?? "") !== ticket) {
    throw invalidInput(
      "The pasted address",
      "belongs to another consent: copy the one of the page that was opened last, or press Connect again",
    );
  }
  await service.zoho.consents.finish({
    parameters,
    cookieOf: (id) => cookieOfStart(request.get("cookie"), id),
  });
  return status(service, ticket);
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
      return { state: standing.state, expiresAt: new Date(standing.expiresAt).toISOString() };
  }
}
