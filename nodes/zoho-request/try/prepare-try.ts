import { namedFor } from "../../../src/api/call";
import { priceOf } from "../../../src/api/governor/price-of-call";
import { withOrg } from "../../../src/api/org-selector";
import type { CancelSignal } from "../../../src/time/cancel-signal";
import { productUrl, type SafeUrl } from "../../../src/transport/destination";
import { dialogConnection } from "../../shared/metadata/dialog-connection";
import type { FlowMessage, Node, NodeAPI } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { ReadTry } from "./read-try";
import { prepareCall } from "../prepare-call";
import type { PreparedCall } from "../prepared-call";
import { requestOptions } from "../request-options";

/** A person waits for it: so long for a place in line, and for all of it, milliseconds. */
const PATIENCE_MS = 5_000;
const TIMEOUT_MS = 30_000;

/** The call of a dialog, and what is known of it before it is sent. */
export interface TryingCall {
  readonly prepared: PreparedCall;
  readonly url: SafeUrl;
  readonly credits: number;
}

/**
 * Puts together what a deployed node with these values would send, checked in the same way.
 *
 * @throws ZohoError where it can't be sent or must not be
 */
export async function prepareTry(
  RED: NodeAPI,
  service: ZohoService,
  { asked, node, signal }: { readonly asked: ReadTry; readonly node: Node; readonly signal: CancelSignal },
): Promise<TryingCall> {
  const { config } = asked;
  const msg: FlowMessage = RED.util.cloneMessage({ ...asked.message });
  const options = await requestOptions({ RED, node, config, msg });
  const connection = await dialogConnection(RED, service, { ...asked, connection: options.connection });
  try {
    const { call, ...rest } = await prepareCall({ RED, node, config, msg, signal, options, connection });
    service.zoho.policies.checkCall(call);
    const endsAt = service.zoho.clock.monotonic() + TIMEOUT_MS;
    const timeoutMs = Math.min(call.timeoutMs ?? TIMEOUT_MS, TIMEOUT_MS);
    const limits = {
      origin: "dialog",
      priority: "interactive",
      patienceMs: PATIENCE_MS,
      endsAt,
      timeoutMs,
    } as const;
    const { call: named } = withOrg(call);
    const url = productUrl(
      { product: call.product, dataCenter: connection.dataCenter, environment: connection.environment },
      named.path,
      named.query,
    );
    const { credits } = priceOf(call, url);
    return { prepared: { ...rest, call: { ...call, ...limits } }, url, credits };
  } catch (error) {
    throw namedFor({ connection, product: options.product, signal }, error);
  }
}
