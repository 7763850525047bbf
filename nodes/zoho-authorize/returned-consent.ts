import { startId } from "../../src/connect/consent-start";
import { type CallbackParameters, parseCallback } from "../../src/oauth/callback";
import { parsePastedRedirect } from "../../src/oauth/pasted-redirect";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { zohoService } from "../shared/zoho-service";
import { factsOf } from "../zoho-client/connection-view";
import type { WaitingMessages } from "./waiting-messages";

/** An address that was pasted: of Zoho's redirect, or of another page by mistake. */
const ADDRESS = /^[\s<"'`(]*https?:\/\//i;

/**
 * What Zoho sent a browser back with, where a message brings it: the query of an `http in` node, or the address out of a
 * browser that found nothing there. It is taken out of the message whatever happens.
 *
 * @returns undefined where the message is to begin a consent
 * @throws ZohoError `invalid_input` for an address that is none of a redirect
 */
export function takeReturned(msg: FlowMessage): CallbackParameters | undefined {
  const { payload } = msg;
  if (typeof payload === "string" && ADDRESS.test(payload)) {
    msg["payload"] = null;
    return parsePastedRedirect(payload);
  }
  if (typeof payload !== "object" || payload === null) return undefined;
  const parameters = parseCallback(payload as Readonly<Record<string, unknown>>);
  const { state, code, error } = parameters;
  const isReturn = state !== undefined && (code !== undefined || error !== undefined);
  // Zoho may drop the state from an error; a start has no request to answer and no such word.
  const isHint = error !== undefined && own(msg, "req") !== undefined;
  if (!isReturn && !isHint) return undefined;
  msg["payload"] = null;
  forgetQuery(own(msg, "req"));
  return parameters;
}

/** The request goes on to the node that answers it, and with it would the code. */
function forgetQuery(request: unknown): void {
  if (typeof request !== "object" || request === null) return;
  Reflect.set(request, "query", {});
  for (const key of ["url", "originalUrl"]) {
    const address: unknown = Reflect.get(request, key);
    if (typeof address === "string") Reflect.set(request, key, address.split("?", 1)[0]);
  }
  // Where Express keeps an address that it has parsed; it parses again where there is none.
  for (const key of ["_parsedUrl", "_parsedOriginalUrl"]) Reflect.deleteProperty(request, key);
}

/**
 * Ends the consent that a message brings back. What comes of it goes on in that message, so that an `http response` can
 * answer the browser; the one that began the consent gives it its other properties.
 */
export async function finishReturned(
  RED: NodeAPI,
  parameters: CallbackParameters,
  { msg, waiting }: { readonly msg: FlowMessage; readonly waiting: WaitingMessages },
): Promise<Handled> {
  const { consents } = (await zohoService(RED)).zoho;
  const ticket = startId(parameters.state ?? "");
  waiting.answerWith(ticket, msg);
  try {
    const outcome = await consents.finish({ parameters, cookieOf: () => undefined });
    if (!waiting.isWaiting(ticket, msg)) return { outputs: [] };
    if (outcome.state === "failed") throw outcome.error;
    return { outputs: [null, withoutInstructions(msg, { payload: factsOf(outcome.connection) })] };
  } finally {
    waiting.answered(ticket, msg);
  }
}
