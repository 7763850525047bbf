import type { Caller } from "../api/call";
import type { Credits } from "../api/governor/credits";
import { laneOf } from "../api/governor/governor";
import type { Clock } from "../time/clock";
import type { TokenSource } from "../tokens/token-source";
import type { Connection } from "../vault/connection";
import {
  askableOrgApps,
  ENVIRONMENT_APPS,
  type OrgAppId,
  type OrgName,
  ORG_PROBES,
  userProbe,
} from "../zoho/org-probes";
import { PRODUCTS } from "../zoho/products";
import { coversScope } from "../zoho/scopes";
import type { TestedConnection } from "./tested-connection";

export interface TestOptions {
  readonly caller: Pick<Caller, "call">;
  readonly tokens: Pick<TokenSource, "get">;
  readonly credits: Credits;
  readonly clock: Clock;
}

/** How long a person who presses a button waits for a place in line, and for an answer, milliseconds. */
const PATIENCE_MS = 5_000;
const TIMEOUT_MS = 20_000;

/** A read that costs one credit at most, and shows that the connection works. */
interface Question {
  readonly product: OrgAppId;
  readonly path: string;
  readonly query?: URLSearchParams;
}

/**
 * Tries a connection with one read that costs as little as its scopes allow: that of its org, else that of its user.
 * Where none of the scopes lets either be asked, an access token is all that is asked for.
 *
 * @throws ZohoError of any class: why it does not work, and what to do
 */
export async function testConnection(
  options: TestOptions,
  connection: Connection,
): Promise<TestedConnection> {
  const { caller, clock, credits, tokens } = options;
  const started = clock.monotonic();
  const tookMs = (): number => Math.round(clock.monotonic() - started);
  const { user } = connection.pins;
  const known = user === undefined ? {} : { user };
  const question = cheapestQuestion(connection.scopes);
  if (question === undefined) {
    await tokens.get(connection.id);
    return { ...known, tookMs: tookMs() };
  }
  const { product, path } = question;
  const limits = { patienceMs: PATIENCE_MS, timeoutMs: TIMEOUT_MS, endsAt: started + TIMEOUT_MS };
  const answer = await caller.call({ connection, method: "GET", ...question, ...limits });
  const left = credits.of(laneOf(connection, product, answer.org))?.left;
  return {
    ...known,
    ...orgFacts(connection, product, ORG_PROBES[product].orgsIn(answer.body)),
    asked: `GET ${PRODUCTS[product].basePath}/${path}`,
    app: PRODUCTS[product].name,
    tookMs: tookMs(),
    ...(left !== undefined && { creditsLeft: left }),
  };
}

function cheapestQuestion(scopes: readonly string[]): Question | undefined {
  const [app] = askableOrgApps(scopes);
  if (app !== undefined) {
    const { path } = ORG_PROBES[app];
    return { product: app, path: path.slice(PRODUCTS[app].basePath.length + 1) };
  }
  const ofUser = ENVIRONMENT_APPS.find((one) => coversScope(scopes, userProbe(one).scope));
  if (ofUser === undefined) return undefined;
  const { path, query } = userProbe(ofUser);
  return { product: ofUser, path, query: new URLSearchParams(query) };
}

function orgFacts(
  { pins }: Connection,
  app: OrgAppId,
  named: readonly OrgName[] | undefined,
): Pick<TestedConnection, "org" | "orgs"> {
  const pinned = pins.orgs?.[app]?.chosen ?? pins.orgId;
  const org = named?.find(({ id }) => id === pinned) ?? named?.[0];
  return org === undefined ? {} : { org, orgs: named?.length ?? 0 };
}
