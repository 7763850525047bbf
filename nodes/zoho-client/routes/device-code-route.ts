import type { Request } from "express";
import type { NodeAPI } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { DeviceStarted } from "../admin-api";
import { beginDevice } from "../begin-device";
import { consentFacts, DIALOG_TIMEOUT_MS, identityIn, readDialogConsent } from "../dialog-consent";
import { endOf } from "../prompt-end";
import type { EditorRoutes } from "./answer-route";

/** Connecting from the dialog by a code that is typed on another screen. */
export function addDeviceCodeRoute(RED: NodeAPI, routes: EditorRoutes): void {
  routes.post("/zoho/connect/device", (service, request) => askForCode(RED, service, request));
}

async function askForCode(RED: NodeAPI, service: ZohoService, request: Request): Promise<DeviceStarted> {
  const wanted = readDialogConsent(RED, request.body);
  const begun = await beginDevice(service, {
    ...identityIn(wanted),
    ...consentFacts(wanted),
    timeoutMs: DIALOG_TIMEOUT_MS,
  });
  const { ticket, userCode, address, completeAddress } = begun;
  return {
    ticket,
    userCode,
    url: address,
    ...(completeAddress !== undefined && { completeUrl: completeAddress }),
    ...endOf(begun, service.zoho.clock.now()),
  };
}
