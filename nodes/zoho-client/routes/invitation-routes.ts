import type { Request } from "express";
import { MAX_TIMEOUT_MS } from "../../../src/connect/consent-start";
import { NotThere } from "../../shared/admin/not-there";
import type { NodeAPI } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { ConnectStarted, ConsentCancelled } from "../admin-api";
import { beginConsent } from "../begin-consent";
import { consentFacts, identityIn, readDialogConsent } from "../dialog-consent";
import type { EditorRoutes } from "./answer-route";

/** Inviting another person to consent, and taking back a consent that waits. */
export function addInvitationRoutes(RED: NodeAPI, routes: EditorRoutes): void {
  routes.post("/zoho/connect/invite", (service, request) => invite(RED, service, request));
  routes.delete("/zoho/connect/:ticket", cancel);
}

/**
 * Begins a consent by a link that works in any browser, once. What comes of it is pending until its person has
 * confirmed it; see `Confirmations`. The same link again while it waits for the same.
 */
async function invite(RED: NodeAPI, service: ZohoService, request: Request): Promise<ConnectStarted> {
  const wanted = readDialogConsent(RED, request.body);
  const { ticket, address, expiresAt } = await beginConsent(service, {
    ...consentFacts(wanted),
    identity: identityIn(wanted),
    redirectUri: wanted.client.config.redirectUri,
    boundTo: "link",
    // It lies in a mailbox for a while; it can be taken back.
    timeoutMs: MAX_TIMEOUT_MS,
  });
  return { ticket, url: address, expiresAt: new Date(expiresAt).toISOString() };
}

async function cancel({ zoho }: ZohoService, request: Request): Promise<ConsentCancelled> {
  const ticket = String(request.params["ticket"]);
  if (await zoho.consents.cancel(ticket)) return { cancelled: true };
  throw new NotThere(
    "The consent",
    "does not wait any more: its person has just come back, or its time is over",
  );
}
