import type { Request, Response } from "express";
import { asZohoError } from "../../../src/errors/as-zoho-error";
import { parseCallback } from "../../../src/oauth/callback";
import type { NodeAPI } from "../../shared/red";
import { zohoService } from "../../shared/zoho-service";
import { sendFailurePage, sendOutcomePage, sendProbeArrived, sendQuestionPage } from "../callback-page";
import type { CallbackProbes } from "../callback-probes";
import type { CallbackServer } from "../config";
import { cookieOfStart } from "../consent-cookie";
import { readForm } from "../read-form";
import { sameOriginOnly } from "../same-origin";

/** Where Zoho sends the browser back to, on both of Node-RED's servers. */
export function addCallbackRoutes(RED: NodeAPI, probes: CallbackProbes): void {
  // Zoho's redirect is a plain navigation without a login: its single-use state is all that counts.
  const callback =
    (server: CallbackServer) =>
    (request: Request, response: Response): void => {
      const probe = probeIn(request);
      if (probe !== undefined && probes.arrive(probe, server)) sendProbeArrived(request, response);
      else void finish(RED, request, response);
    };
  RED.httpAdmin.get("/zoho/callback", callback("admin"));
  RED.httpNode.get("/zoho/callback", callback("node"));
  // What counts is the one-time token that stands in the page alone; the check of the origin keeps others from guessing.
  const answer = (request: Request, response: Response): void => {
    void confirm(RED, request, response);
  };
  RED.httpAdmin.post("/zoho/callback", sameOriginOnly, answer);
  RED.httpNode.post("/zoho/callback", sameOriginOnly, answer);
}

/** The word of the dialog's check; whatever comes from Zoho has other parameters and is none. */
function probeIn({ query }: Request): string | undefined {
  const { zoho_check: probe, ...others } = query;
  return typeof probe === "string" && Object.keys(others).length === 0 ? probe : undefined;
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
