import { classify } from "../api/classify";
import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import { productUrl, type SafeUrl } from "../transport/destination";
import { explainFailure } from "../transport/explain-failure";
import type { Transport, TransportResponse } from "../transport/transport";
import type { Grant, Pins } from "../vault/vault";
import { DATA_CENTERS } from "../zoho/data-centers";
import { type Environment, ENVIRONMENTS, environmentOfApiDomain } from "../zoho/environments";
import { type Product, PRODUCTS } from "../zoho/products";
import { coversScope } from "../zoho/scopes";

export interface ProveOptions {
  readonly transport: Transport;
  readonly clock: Clock;
}

/** What a proof shows. */
export interface Proven {
  readonly pins: Pins;
  /** The host that took the access token; undefined where there was nothing to ask. */
  readonly acceptedBy?: string;
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
 * Calls Zoho with a new grant to learn which org and environment it reaches. A token is valid in exactly one
 * environment, so the host that takes it tells which (Zoho: Org-specific OAuth2.0 Tokens in Zoho CRM).
 *
 * @returns pins of level `unknown` where none of the scopes belongs to a product that can be asked
 * @throws ZohoError `wrong_data_center`-like refusals as `wrong_environment`, those of the transport, `server_error`
 */
export async function proveGrant(options: ProveOptions, proof: Proof): Promise<Proven> {
  const product = productToAsk(proof.grant.scopes);
  if (product === undefined)
    return { pins: { ...proof.grant.pins, level: proof.grant.pins.environment ? "declared" : "unknown" } };
  for (const environment of environmentsToTry(product, proof)) {
    const { orgProbe } = product;
    const answer = await ask(options, proof, { product, environment, path: orgProbe.path });
    if (answer === "refused") continue;
    const org = answer === "no scope" ? {} : orgOf(answer);
    const user = await askUser(options, proof, product, environment);
    const level = org.orgId === undefined ? "unknown" : "verified";
    const pins = { ...user, ...org, level, environment } as const;
    return { pins, acceptedBy: product.host(DATA_CENTERS[proof.grant.dataCenter], environment) };
  }
  throw new ZohoError("wrong_environment", {
    details: {
      host: `the API of ${DATA_CENTERS[proof.grant.dataCenter].name}`,
      pinned: `the data center ${DATA_CENTERS[proof.grant.dataCenter].name}`,
    },
  });
}

function productToAsk(scopes: readonly string[]): Product | undefined {
  return Object.values(PRODUCTS).find((product) =>
    scopes.some((scope) => scope.toLowerCase().startsWith(`${product.scopePrefix.toLowerCase()}.`)),
  );
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
  readonly environment: Environment;
  readonly path: string;
  readonly query?: string;
}

/** One probe: the parsed body, or why there is none. */
async function ask(options: ProveOptions, proof: Proof, question: Question): Promise<unknown> {
  const { product, environment } = question;
  const place = { product: product.id, dataCenter: proof.grant.dataCenter, environment };
  const url = productUrl(place, question.path, new URLSearchParams(question.query));
  const response = await exchange(options, url, proof.accessToken);
  const verdict = classify(
    response,
    { product: product.id, method: "GET", path: question.path },
    options.clock.now(),
  );
  if (verdict.kind === "refused token") return "refused";
  if (verdict.kind === "ok") return verdict.body;
  if (verdict.error.class === "invalid_scope" || verdict.error.code === "no_permission") return "no scope";
  throw verdict.error;
}

async function exchange(
  options: ProveOptions,
  url: SafeUrl,
  accessToken: string,
): Promise<TransportResponse> {
  const headers = { authorization: `Zoho-oauthtoken ${accessToken}`, accept: "application/json" };
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await options.transport({ method: "GET", url, headers, timeoutMs: 15_000 });
      const isBusy = response.status >= 500 || response.status === 429;
      if (!isBusy || attempt >= ATTEMPTS) return response;
    } catch (error) {
      if (attempt >= ATTEMPTS) throw explainFailure(error, { url, repeat: "safe", timeoutMs: 15_000 });
    }
    await options.clock.sleep(200 * 2 ** attempt);
  }
}

function orgOf(body: unknown): { orgId?: string; orgName?: string } {
  const org = firstOf(body, "org");
  const orgId = textOf(org, "zgid") ?? textOf(org, "id");
  const orgName = textOf(org, "company_name");
  return {
    ...(orgId !== undefined && { orgId }),
    ...(orgName !== undefined && { orgName }),
  };
}

/** Who consented, where the scopes allow to ask: worth a call, but never worth a failure. */
async function askUser(
  options: ProveOptions,
  proof: Proof,
  product: Product,
  environment: Environment,
): Promise<{ user?: string; userId?: string }> {
  const { userProbe } = product;
  if (!coversScope(proof.grant.scopes, userProbe.scope)) return {};
  try {
    const user = firstOf(await ask(options, proof, { product, environment, ...userProbe }), "users");
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
