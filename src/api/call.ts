import type { Connection } from "../vault/connection";
import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import { type AccessToken, isSameToken } from "../tokens/access-token";
import type { Refusals } from "../tokens/refusals";
import type { TokenSource } from "../tokens/token-source";
import { productUrl, type SafeUrl } from "../transport/destination";
import { explainFailure } from "../transport/explain-failure";
import type { Transport, TransportResponse } from "../transport/transport";
import { PRODUCTS } from "../zoho/products";
import type { Realm } from "../zoho/realm";
import type { ApiAnswer, ApiCall } from "./api-call";
import { classify, type Verdict } from "./classify";
import { explainRefusal, explainScope } from "./explain";
import type { Governor } from "./governor";
import type { Policies } from "./policies";
import { collectionOf, resourcePath } from "./resource-path";

export interface CallerOptions {
  readonly tokens: TokenSource;
  readonly refusals: Refusals;
  readonly governor: Governor;
  readonly policies: Policies;
  readonly transport: (realm: Realm) => Transport;
  readonly clock: Clock;
}

/** Calls Zoho: governor, token, destination, transport, judgement, and at most one repetition with another token. */
export class Caller {
  constructor(private readonly options: CallerOptions) {}

  /**
   * @throws ZohoError of any class; the error knows connection and product
   */
  async call(call: ApiCall): Promise<ApiAnswer> {
    const { connection, product } = call;
    const arrived = this.options.clock.monotonic();
    try {
      this.options.policies.checkCall(call);
      const url = productUrl(
        { product, dataCenter: connection.dataCenter, environment: connection.environment },
        call.path,
        call.query,
      );
      return await this.options.governor.run(
        orgKey(connection),
        () => this.withToken(call, url, arrived),
        call.signal,
      );
    } catch (error) {
      throw call.signal?.aborted === true && !(error instanceof ZohoError)
        ? new ZohoError("cancelled", { connection: connection.name, product })
        : named(error, call);
    }
  }

  private async withToken(call: ApiCall, url: SafeUrl, arrived: number): Promise<ApiAnswer> {
    const { tokens, refusals, clock } = this.options;
    const { id } = call.connection;
    const resource = collectionOf(call.product, url);
    let token = tokens.cached(id) ?? (await tokens.get(id, call.signal));
    let refused: AccessToken | undefined;
    const waitedMs = Math.round(clock.monotonic() - arrived);
    for (let attempts = 1; ; attempts++) {
      const response = await this.exchange(call, url, token);
      const verdict = classify(response, call, clock.now());
      if (verdict.kind !== "refused token") {
        if (showsTokenWasTaken(verdict)) {
          refusals.accepted(token, url.host, resource);
          if (refused !== undefined) tokens.replaced(refused, token);
        }
        return this.settle(call, url, response, verdict, { attempts, waitedMs });
      }
      const current = tokens.cached(id);
      const replaced = current !== undefined && !isSameToken(current, token);
      const advice = replaced ? "renew" : refusals.refused(token, url.host, resource);
      if (attempts > 1 || advice === "give up") throw explainRefusal(verdict.error, call, url);
      refused = token;
      token = replaced ? current : await tokens.renew(token, call.signal);
    }
  }

  private async exchange(call: ApiCall, url: SafeUrl, token: AccessToken): Promise<TransportResponse> {
    const { connection, signal, timeoutMs } = call;
    try {
      return await this.options.transport(connection.realm)({
        method: call.method,
        url,
        headers: {
          accept: "application/json",
          ...call.headers,
          authorization: `Zoho-oauthtoken ${token.value}`,
        },
        ...(call.body !== undefined && { body: call.body }),
        ...(signal !== undefined && { signal }),
        ...(timeoutMs !== undefined && { timeoutMs }),
      });
    } catch (error) {
      throw explainFailure(error, { url, repeat: repeatability(call), timeoutMs });
    }
  }

  private settle(
    call: ApiCall,
    url: SafeUrl,
    response: TransportResponse,
    verdict: Exclude<Verdict, { kind: "refused token" }>,
    effort: { readonly attempts: number; readonly waitedMs: number },
  ): ApiAnswer {
    if (verdict.kind === "ok") {
      return {
        status: response.status,
        headers: response.headers,
        body: verdict.body,
        url: url.href,
        ...effort,
      };
    }
    if (verdict.error.class === "invalid_scope") throw explainScope(verdict.error, call);
    const failedInTheMiddle = verdict.error.class === "unreachable" && repeatability(call) === "unsafe";
    if (!failedInTheMiddle) throw verdict.error;
    throw new ZohoError("write_unknown", {
      status: response.status,
      details: { ...verdict.error.cause.details, problem: `status ${String(response.status)}` },
    });
  }
}

/**
 * True where Zoho has judged more than the token. A wrong address or a limit may have been found before anybody
 * looked at the token.
 */
function showsTokenWasTaken(verdict: Exclude<Verdict, { kind: "refused token" }>): boolean {
  if (verdict.kind === "ok") return true;
  const { class: errorClass, code } = verdict.error.cause;
  return errorClass !== "unreachable" && errorClass !== "rate_limited" && code !== "not_found";
}

/** A create must not be repeated when its answer is missing; everything else may. */
function repeatability(call: ApiCall): "safe" | "unsafe" {
  const isCreate =
    call.method === "POST" &&
    !PRODUCTS[call.product].repeatablePost.test(resourcePath(call.product, call.path));
  return isCreate ? "unsafe" : "safe";
}

/** What shares Zoho's limits: an org in its environment, or the connection where the org is not known. */
function orgKey(connection: Connection): string {
  const { realm, dataCenter, environment, pins, id } = connection;
  return pins.orgId === undefined ? id : `${realm} ${dataCenter} ${environment} ${pins.orgId}`;
}

function named(error: unknown, call: ApiCall): unknown {
  return error instanceof ZohoError
    ? error.with({ connection: call.connection.name, product: call.product })
    : error;
}
