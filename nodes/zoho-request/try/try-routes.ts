import type { Request, Response } from "express";
import { isZohoError } from "../../../src/errors/zoho-error";
import { Cancellation } from "../../../src/time/cancel-signal";
import type { NodeAPI } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import { editorRoutes } from "../../zoho-client/routes/answer-route";
import { makeCall } from "./make-call";
import { prepareTry, type TryingCall } from "./prepare-try";
import { readTry, type ReadTry } from "./read-try";
import { showCall } from "./show-call";
import { nodeOrStandIn } from "./stand-in";

/** Does something with a call that is ready to be sent. @returns what a `TriedCall` or `DryRunCall` holds */
type Doing = (service: ZohoService, trying: TryingCall, asked: ReadTry) => Promise<object>;

const TRIES: Doing = async (service, trying, { config }) => ({
  state: "answered",
  ...(await makeCall(service, trying, config.result)),
});

const SHOWS: Doing = (_service, trying, { config }) => Promise.resolve(showCall(trying, config));

/** Adds `POST zoho/request/…`, by which a dialog tries its call before it is deployed. */
export function addTryRoutes(RED: NodeAPI): void {
  const routes = editorRoutes(RED);
  routes.post("/zoho/request/try", (service, ...exchange) => answerOf({ RED, service }, TRIES, exchange));
  routes.post("/zoho/request/dry-run", (service, ...exchange) => answerOf({ RED, service }, SHOWS, exchange));
}

/** Why a call can't be made is an answer: only what no dialog sends is refused. */
async function answerOf(
  { RED, service }: { readonly RED: NodeAPI; readonly service: ZohoService },
  doing: Doing,
  [request, response]: readonly [Request, Response],
): Promise<object> {
  const asked = readTry(request.body);
  const node = nodeOrStandIn(RED, asked.node, request);
  const signal = new Cancellation();
  // Who closes the dialog waits no longer, and neither does the call.
  response.on("close", () => {
    signal.abort(new Error("the dialog was closed"));
  });
  const started = performance.now();
  const tookMs = (): number => Math.round(performance.now() - started);
  let trying: TryingCall | undefined;
  try {
    trying = await prepareTry(RED, service, { asked, node, signal });
    return { ...(await doing(service, trying, asked)), tookMs: tookMs() };
  } catch (error) {
    if (!isZohoError(error)) throw error;
    const where = trying && { method: trying.prepared.call.method, url: trying.url.href };
    return { state: "failed", cause: error.cause, ...where, tookMs: tookMs() };
  }
}
