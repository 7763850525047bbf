import { classify } from "../api/classify";
import { ZohoError } from "../errors/zoho-error";
import { orgProbeUrl, productUrl, type SafeUrl } from "../transport/destination";
import type { Grant, Pins } from "../vault/vault";
import { DATA_CENTERS } from "../zoho/data-centers";
import { type Environment, ENVIRONMENTS, environmentOfApiDomain } from "../zoho/environments";
import { ORG_PROBES } from "../zoho/org-probes";
import { type Product, PRODUCTS } from "../zoho/products";
import { coversScope } from "../zoho/scopes";
import { type AskOptions, askWithToken } from "./ask-with-token";
import { pinsOf, type ProvenPlace } from "./pins-of-proof";
import { askForOrgs } from "./reached-orgs";

/** What a proof shows. */
export interface Proven {
  readonly pins: Pins;
  /** The host that took the access token; undefined where there was nothing to ask. */
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
  const product = productToAsk(grant.scopes);
  const place = product === undefined ? undefined : await findPlace(options, proof, product);
  const except = place === undefined ? [] : [place.product.id];
  const told = await askForOrgs(options, grant, { accessToken, except });
  return { pins: pinsOf(grant, place, told.orgs), acceptedBy: place?.host ?? told.acceptedBy };
}

function productToAsk(scopes: readonly string[]): Product | undefined {
  return Object.values(PRODUCTS).find((product) =>
    scopes.some((scope) => scope.toLowerCase().startsWith(`${product.scopePrefix.toLowerCase()}.`)),
  );
}

async function findPlace(options: AskOptions, proof: Proof, product: Product): Promise<ProvenPlace> {
  const { dataCenter } = proof.grant;
  for (const environment of environmentsToTry(product, proof)) {
    const url = orgProbeUrl({ app: product.id, dataCenter, environment });
    const answer = await ask(options, proof, { product, url, path: product.orgProbe.path });
    if (answer === "refused") continue;
    const org = answer === "no scope" ? undefined : ORG_PROBES[product.id].orgsIn(answer)?.[0];
    const user = await askUser(options, proof, { product, environment });
    return { product, environment, host: url.host, org, user };
  }
  const { name } = DATA_CENTERS[dataCenter];
  throw new ZohoError("wrong_environment", {
    details: { host: `the API of ${name}`, pinned: `the data center ${name}` },
  });
}

/** Zoho's hint first, then what was declared, then the rest. */
function environmentsToTry(product: Product, proof: Proof): readonly Environment[] {
  const dc = DATA_CENTERS[proof.grant.dataCenter];
  const hint = proof.apiDomain === undefined ? undefined : environmentOfApiDomain(dc, proof.apiDomain);
  const order = new Set<Environment>();
  for (const one of [hint, proof.grant.pins.environment, ...ENVIRONMENTS])
    if (one !== undefined) order.add(one);
  const hosts = new Set<string>();
  return [...order].filter((environment) => {
    const host = product.host(dc, environment);
    const isNew = !hosts.has(host);
    hosts.add(host);
    return isNew;
  });
}

interface Question {
  readonly product: Product;
  readonly url: SafeUrl;
  readonly path: string;
}

/** One probe: the parsed body, or why there is none. */
async function ask(
  options: AskOptions,
  { accessToken }: Proof,
  { product, url, path }: Question,
): Promise<unknown> {
  const response = await askWithToken(options, { url, accessToken }, ATTEMPTS);
  const verdict = classify(response, { product: product.id, method: "GET", path }, options.clock.now());
  if (verdict.kind === "refused token") return "refused";
  if (verdict.kind === "ok") return verdict.body;
  if (verdict.error.class === "invalid_scope" || verdict.error.code === "no_permission") return "no scope";
  throw verdict.error;
}

/** Who consented, where the scopes allow to ask: worth a call, but never worth a failure. */
async function askUser(
  options: AskOptions,
  proof: Proof,
  { product, environment }: Pick<ProvenPlace, "product" | "environment">,
): Promise<ProvenPlace["user"]> {
  const { path, query, scope } = product.userProbe;
  if (!coversScope(proof.grant.scopes, scope)) return {};
  try {
    const place = { product: product.id, dataCenter: proof.grant.dataCenter, environment };
    const url = productUrl(place, path, new URLSearchParams(query));
    const user = firstOf(await ask(options, proof, { product, url, path }), "users");
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
