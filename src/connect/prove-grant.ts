import { classify } from "../api/answer/classify";
import { ZohoError } from "../errors/zoho-error";
import { faceOf } from "../tokens/refusals";
import { orgProbeUrl, productUrl, type SafeUrl } from "../transport/destination";
import type { Grant, Pins } from "../vault/vault";
import { editionIn } from "../zoho/crm-editions";
import { DATA_CENTERS } from "../zoho/data-centers";
import { type Environment, ENVIRONMENTS, environmentOfApiDomain } from "../zoho/environments";
import { ENVIRONMENT_APPS, type EnvironmentApp, ORG_PROBES, userProbe } from "../zoho/org-probes";
import { PRODUCTS } from "../zoho/products";
import { coversScope } from "../zoho/scopes";
import { type AskOptions, askWithToken } from "./ask-with-token";
import { pinsOf, type ProvenPlace } from "./pins-of-proof";
import { askForOrgs } from "./reached-orgs";

/** What a proof shows. */
export interface Proven {
  readonly pins: Pins;
  /** The face (`faceOf`) that took the access token; undefined where there was nothing to ask. */
  readonly acceptedBy?: string | undefined;
}

/** What is to be proven: a grant with the access token that came with it. */
export interface Proof {
  readonly grant: Grant;
  readonly accessToken: string;
  /** Zoho's hint; only decides which environment is tried first. */
  readonly apiDomain?: string | undefined;
}

/** A proof that fails for a passing reason is tried this often. */
const ATTEMPTS = 3;

/**
 * Calls Zoho with a new grant to learn which orgs and which environment it reaches. A token is valid in exactly one
 * environment, so the host that takes it tells which (Zoho: Org-specific OAuth2.0 Tokens in Zoho CRM).
 *
 * @returns pins of level `unknown` where none of the scopes belongs to an app that can be asked
 * @throws ZohoError `wrong_environment` where no host of the data center takes the token, those of the transport,
 *   `server_error`
 */
export async function proveGrant(options: AskOptions, proof: Proof): Promise<Proven> {
  const { grant, accessToken } = proof;
  const app = appToAsk(grant.scopes);
  const place = app === undefined ? undefined : await findPlace(options, proof, app);
  const except = place === undefined ? [] : [place.app];
  const told = await askForOrgs(options, grant, { accessToken, except });
  const acceptedBy = place === undefined ? told.acceptedBy : faceOf(place.host, place.app);
  return { pins: pinsOf(grant, place, told.orgs), acceptedBy };
}

function appToAsk(scopes: readonly string[]): EnvironmentApp | undefined {
  return ENVIRONMENT_APPS.find((app) =>
    scopes.some((scope) => scope.toLowerCase().startsWith(`${PRODUCTS[app].scopePrefix.toLowerCase()}.`)),
  );
}

async function findPlace(options: AskOptions, proof: Proof, app: EnvironmentApp): Promise<ProvenPlace> {
  const { dataCenter } = proof.grant;
  for (const environment of environmentsToTry(app, proof)) {
    const url = orgProbeUrl({ app, dataCenter, environment });
    const answer = await ask(options, proof, { app, url, path: ORG_PROBES[app].path });
    if (answer === "refused") continue;
    const org = answer === "no scope" ? undefined : ORG_PROBES[app].orgsIn(answer)?.[0];
    // Editions of other apps on the platform say nothing about the limits of CRM.
    const name = app === "crm" ? editionIn(answer) : undefined;
    const edition = name === undefined ? undefined : { name, toldAt: options.clock.now() };
    const user = await askUser(options, proof, { app, environment });
    return { app, environment, host: url.host, org, edition, user };
  }
  const { name } = DATA_CENTERS[dataCenter];
  throw new ZohoError("wrong_environment", {
    details: { host: `the API of ${name}`, pinned: `the data center ${name}` },
  });
}

/** Zoho's hint first, then what was declared, then the rest. */
function environmentsToTry(app: EnvironmentApp, proof: Proof): readonly Environment[] {
  const dc = DATA_CENTERS[proof.grant.dataCenter];
  const hint = proof.apiDomain === undefined ? undefined : environmentOfApiDomain(dc, proof.apiDomain);
  const order = new Set<Environment>();
  for (const one of [hint, proof.grant.pins.environment, ...ENVIRONMENTS])
    if (one !== undefined) order.add(one);
  const hosts = new Set<string>();
  return [...order].filter((environment) => {
    const host = PRODUCTS[app].host(dc, environment);
    const isNew = !hosts.has(host);
    hosts.add(host);
    return isNew;
  });
}

interface Question {
  readonly app: EnvironmentApp;
  readonly url: SafeUrl;
  readonly path: string;
}

/** One probe: the parsed body, or why there is none. */
async function ask(
  options: AskOptions,
  { accessToken }: Proof,
  { app, url, path }: Question,
): Promise<unknown> {
  const response = await askWithToken(options, { url, accessToken }, ATTEMPTS);
  const verdict = classify(response, { product: app, method: "GET", path }, options.clock.now());
  if (verdict.kind === "refused token") return "refused";
  if (verdict.kind === "ok") return verdict.body;
  if (verdict.error.class === "invalid_scope" || verdict.error.code === "no_permission") return "no scope";
  throw verdict.error;
}

/** Who consented, where the scopes allow to ask: worth a call, but never worth a failure. */
async function askUser(
  options: AskOptions,
  proof: Proof,
  { app, environment }: Pick<ProvenPlace, "app" | "environment">,
): Promise<ProvenPlace["user"]> {
  const { path, query, scope } = userProbe(app);
  if (!coversScope(proof.grant.scopes, scope)) return {};
  try {
    const place = { product: app, dataCenter: proof.grant.dataCenter, environment };
    const url = productUrl(place, path, new URLSearchParams(query));
    const user = firstOf(await ask(options, proof, { app, url, path }), "users");
    const name = textOf(user, "full_name") ?? textOf(user, "email");
    const userId = textOf(user, "zuid") ?? textOf(user, "id");
    return { ...(name !== undefined && { user: name }), ...(userId !== undefined && { userId }) };
  } catch {
    return {};
  }
}

function firstOf(body: unknown, key: string): unknown {
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, key)) return undefined;
  const list: unknown = Reflect.get(body, key);
  return Array.isArray(list) ? (list[0] as unknown) : undefined;
}

function textOf(record: unknown, key: string): string | undefined {
  if (typeof record !== "object" || record === null || !Object.hasOwn(record, key)) return undefined;
  const value: unknown = Reflect.get(record, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}
