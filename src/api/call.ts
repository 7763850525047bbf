import { ZohoError } from "../errors/zoho-error";
import { followerOf } from "../time/cancel-signal";
import type { Clock } from "../time/clock";
import { type AccessToken, isSameToken } from "../tokens/access-token";
import { faceOf, type Refusals } from "../tokens/refusals";
import type { TokenSource } from "../tokens/token-source";
import { productUrl, type SafeUrl } from "../transport/destination";
import { explainFailure } from "../transport/explain-failure";
import type { Transport, TransportResponse } from "../transport/transport";
import { canBeSentAgain } from "../transport/transport-body";
import { PRODUCTS } from "../zoho/products";
import type { Connection } from "../vault/connection";
import type { Realm } from "../zoho/realm";
import type { ApiAnswer, ApiCall } from "./api-call";
import { classify, showsTokenWasTaken, type Verdict } from "./answer/classify";
import type { Credits } from "./governor/credits";
import { editionLimit, type OrgEdition, orgEditionIn } from "./governor/edition-limit";
import { Effort } from "./retry/effort";
import { explainRefusal, explainScope } from "./answer/explain";
import { type Governor, type LaneId, laneOf, type Place } from "./governor/governor";
import { withOrg } from "./org-selector";
import type { Policies } from "./policies";
import type { LastUses } from "./last-uses";
import { priceOf } from "./governor/price-of-call";
import { repeatability } from "./repeatability";
import { collectionOf } from "./resource-path";
import { Retrier } from "./retry/retry";

export interface CallerOptions {
  readonly tokens: TokenSource;
  readonly refusals: Refusals;
  readonly governor: Governor;
  readonly credits: Credits;
  readonly policies: Policies;
  readonly transport: (realm: Realm) => Transport;
  readonly clock: Clock;
  /** Told whenever Zoho has told the edition of an org that a connection reaches; awaited, and must not throw. */
  readonly noteEdition?: (connection: Connection, told: OrgEdition) => Promise<void>;
  /** Told of each answer. */
  readonly lastUses?: LastUses;
  /** From 0 to below 1; `Math.random` unless said otherwise. */
  readonly random?: () => number;
}

/** A call that stands in line, or whose turn has come. */
export interface Entered {
  readonly call: ApiCall;
  readonly org: string | undefined;
  /** Undefined where it had to wait. */
  readonly url: SafeUrl | undefined;
  readonly place: Place;
  readonly effort: Effort;
  readonly lane: LaneId;
  /** What it costs. */
  readonly credits: number;
}

/** Calls Zoho: governor, token, destination, transport, judgement, and repetitions where they are safe and of use. */
export class Caller {
  private readonly retrier: Retrier;

  constructor(private readonly options: CallerOptions) {
    const { clock, random = Math.random } = options;
    this.retrier = new Retrier({ clock, random });
  }

  /**
   * @throws ZohoError of any class; the error knows connection and product
   */
  async call(asked: ApiCall): Promise<ApiAnswer> {
    try {
      const entered = this.enter(asked);
      if (entered.place.isWaiting) await entered.place.turn();
      return await this.send(entered);
    } catch (error) {
      throw namedFor(asked, error);
    }
  }

  /**
   * Checks a call and lets it stand in line: what is wrong with it is said at once. For those who have thousands of
   * them wait and keep nothing else meanwhile; it is to be sent as soon as its turn has come, where its place waits.
   *
   * @throws what is wrong, not yet by `namedFor`; the turn does, too
   */
  enter(asked: ApiCall): Entered {
    const effort = new Effort(this.options.clock);
    this.options.policies.checkCall(asked);
    const { call, org } = withOrg(withOwnSignal(asked));
    const url = urlOf(call);
    const { isHeavy, credits } = priceOf(call, url);
    const lane = laneOf(call.connection, call.product, org);
    this.options.credits.check(lane, credits, call.priority);
    const { origin, priority, patienceMs, endsAt, signal } = call;
    const wish = { origin, priority, patienceMs, endsAt, signal, isHeavy };
    const place = this.options.governor.enter(lane, wish, editionLimit(call, org));
    // While it waits, its URL would only take room.
    return { call, org, url: place.isWaiting ? undefined : url, place, effort, lane, credits };
  }

  /** How many calls of the org and product that a call is for may be in the air at once. @throws as `enter` */
  callsAtOnce(asked: ApiCall): number {
    const { call, org } = withOrg(asked);
    const lane = laneOf(call.connection, call.product, org);
    return this.options.governor.callsAtOnce(lane, editionLimit(call, org));
  }

  /**
   * Sends a call whose turn has come.
   *
   * @throws as `enter`
   */
  async send(entered: Entered): Promise<ApiAnswer> {
    const { call, org, place } = entered;
    try {
      const answer = await this.tried(entered);
      const told = orgEditionIn(call, answer);
      if (told !== undefined) await this.options.noteEdition?.(call.connection, told);
      // Nobody else has the answer yet, and a copy of it would cost more than all else here.
      return org === undefined ? answer : Object.assign(answer, { org });
    } finally {
      place.leave();
    }
  }

  private tried({ call, url = urlOf(call), place, effort, lane, credits }: Entered): Promise<ApiAnswer> {
    const retried = { call, host: url.host, place, effort };
    return this.retrier.run(retried, () => {
      // What others have learned while it waited counts as well.
      this.options.credits.check(lane, credits, call.priority);
      this.options.credits.spend(lane, credits);
      return this.withToken(call, url, { lane, effort });
    });
  }

  /** One try: an exchange with the token at hand, and a second one where another token helps. */
  private async withToken(
    call: ApiCall,
    url: SafeUrl,
    { lane, effort }: { readonly lane: LaneId; readonly effort: Effort },
  ): Promise<ApiAnswer> {
    const { tokens, refusals, credits, clock } = this.options;
    const { id } = call.connection;
    const face = faceOf(url.host, call.product);
    const resource = collectionOf(call.product, url);
    let token = tokens.cached(id) ?? (await tokens.get(id, call.signal));
    let refused: AccessToken | undefined;
    for (;;) {
      const response = await this.exchange(call, url, { token, effort });
      this.options.lastUses?.note(id, clock.now());
      credits.learn(lane, response.headers);
      const isInVain = response.status === 429 && credits.areUsedUp(lane);
      const verdict = classify(response, isInVain ? { ...call, areCreditsUsedUp: true } : call, clock.now());
      if (verdict.kind !== "refused token") {
        if (showsTokenWasTaken(verdict)) {
          refusals.accepted(token, face, resource);
          if (refused !== undefined) tokens.replaced(refused, token);
        }
        return this.settle(call, url, { response, verdict, effort });
      }
      const current = tokens.cached(id);
      const replaced = current !== undefined && !isSameToken(current, token);
      const advice = replaced ? "renew" : refusals.refused(token, face, resource);
      if (refused !== undefined || advice === "give up") throw explainRefusal(verdict.error, call, url);
      refused = token;
      token = replaced ? current : await tokens.renew(token, call.signal);
      if (!canBeSentAgain(call.body))
        throw new ZohoError("body_spent", { details: { problem: "it refused the access token" } });
    }
  }

  private async exchange(
    call: ApiCall,
    url: SafeUrl,
    { token, effort }: { readonly token: AccessToken; readonly effort: Effort },
  ): Promise<TransportResponse> {
    const { connection, signal, timeoutMs } = call;
    const end = effort.begin();
    try {
      return await this.options.transport(connection.realm)({
        method: call.method,
        url,
        headers: {
          accept: PRODUCTS[call.product].accept,
          ...call.headers,
          authorization: `Zoho-oauthtoken ${token.value}`,
        },
        ...(call.body !== undefined && { body: call.body }),
        ...(call.answerTo !== undefined && { answerTo: call.answerTo }),
        ...(signal !== undefined && { signal }),
        ...(timeoutMs !== undefined && { timeoutMs, timeoutBy: "person" as const }),
      });
    } catch (error) {
      throw effort.cameTo(explainFailure(error, { url, repeat: repeatability(call), timeoutMs }));
    } finally {
      end();
    }
  }

  private settle(
    call: ApiCall,
    url: SafeUrl,
    came: {
      readonly response: TransportResponse;
      readonly verdict: Exclude<Verdict, { kind: "refused token" }>;
      readonly effort: Effort;
    },
  ): ApiAnswer {
    const { response, verdict, effort } = came;
    if (verdict.kind === "ok") {
      const { attempts, waitedMs } = effort;
      const { status, headers } = response;
      const bytes = call.answerTo === undefined ? undefined : { bytes: response.body };
      return { status, headers, body: verdict.body, ...bytes, url: url.href, attempts, waitedMs };
    }
    if (verdict.error.class === "invalid_scope") throw explainScope(verdict.error, call);
    const failedInTheMiddle = verdict.error.class === "unreachable" && repeatability(call) === "unsafe";
    if (!failedInTheMiddle) throw effort.cameTo(verdict.error);
    throw new ZohoError("write_unknown", {
      status: response.status,
      details: { ...verdict.error.cause.details, problem: `status ${String(response.status)}` },
    });
  }
}

/** The signal of whoever uses this library may be that of many calls. */
function withOwnSignal(call: ApiCall): ApiCall {
  const { signal } = call;
  const own = signal === undefined ? undefined : followerOf(signal);
  return own === undefined || own === signal ? call : { ...call, signal: own };
}

/** @throws ZohoError `foreign_host`, `invalid_path` */
function urlOf({ connection: { dataCenter, environment }, product, path, query }: ApiCall): SafeUrl {
  return productUrl({ product, dataCenter, environment }, path, query);
}

/** What was thrown, by the names of the connection and product that it was for. */
export function namedFor(
  { connection, product, signal }: Pick<ApiCall, "connection" | "product" | "signal">,
  error: unknown,
): unknown {
  const facts = { connection: connection.name, product };
  if (error instanceof ZohoError) return error.with(facts);
  return signal?.aborted === true ? new ZohoError("cancelled", facts) : error;
}
