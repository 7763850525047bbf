import { processTokenAnswer, type TokenQuestion } from "../oauth/token-answer";
import type { IssuedToken } from "../tokens/token-flight";
import { explainFailure } from "../transport/explain-failure";
import { type TransportRequest, TransportError } from "../transport/transport";
import type { EstablishOptions } from "./establish";
import type { Realm } from "../zoho/realm";

/**
 * Asks the token endpoint for the token that a grant is proven with. Asked once.
 *
 * @param lost the failure where the request may have reached Zoho and no answer came; the usual one unless given
 * @throws ZohoError those of the token endpoint and of the transport
 */
export async function askForToken(
  options: Pick<EstablishOptions, "transport" | "clock">,
  realm: Realm,
  request: TransportRequest,
  question: Omit<TokenQuestion, "now">,
  lost?: (error: TransportError) => unknown,
): Promise<IssuedToken> {
  const { clock } = options;
  const sentAt = clock.now();
  const sentAtMonotonic = clock.monotonic();
  let response;
  try {
    response = await options.transport(realm)(request);
  } catch (error) {
    if (lost !== undefined && error instanceof TransportError && error.maybeSent) throw lost(error);
    throw explainFailure(error, { ...request, repeat: "safe" });
  }
  const answer = processTokenAnswer(response, { ...question, now: clock.now() });
  return { answer, sentAt, sentAtMonotonic };
}
