import type { PolicyRules } from "../../../src/api/policies";
import { connectionId } from "../../../src/connect/connection-id";
import type { Connection } from "../../../src/vault/connection";
import type { ClientSecrets } from "../../../src/tokens/client-secrets";
import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import type { AccessRecord, GrantRecord, RefreshTokenGrant, Vault } from "../../../src/vault/vault";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { Environment } from "../../../src/zoho/environments";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { HeldClock } from "./held-clock";
import { reply, ScriptedTransport } from "./scripted-transport";
import { accessToken, CANARY } from "./secrets";

export interface Library {
  readonly zoho: ZohoRuntime;
  readonly vault: Vault;
  readonly clock: HeldClock;
  readonly transport: ScriptedTransport;
  readonly logged: string[];
}

export interface LibraryParts {
  readonly vault?: Vault;
  readonly clock?: HeldClock;
  readonly transport?: ScriptedTransport;
  readonly clientSecrets?: ClientSecrets;
  readonly policies?: PolicyRules;
}

/** The whole library over a memory vault, a held clock and a scripted network. */
export function library(parts: LibraryParts = {}): Library {
  const vault = parts.vault ?? createMemoryVault();
  const clock = parts.clock ?? new HeldClock();
  const transport = parts.transport ?? new ScriptedTransport();
  const logged: string[] = [];
  const zoho = new ZohoRuntime({
    vault,
    clock,
    random: () => 0,
    transport: () => transport.send,
    log: (sentence) => logged.push(sentence),
    ...(parts.policies !== undefined && { policies: parts.policies }),
    ...(parts.clientSecrets !== undefined && { clientSecrets: parts.clientSecrets }),
  });
  return { zoho, vault, clock, transport, logged };
}

/** Puts a connection into the vault as if it had been made long ago. */
export async function connected(
  vault: Vault,
  name = "acme",
  facts: {
    readonly environment?: Environment;
    readonly grant?: Partial<RefreshTokenGrant>;
    readonly record?: Partial<GrantRecord>;
  } = {},
): Promise<GrantRecord> {
  const id = connectionId("zoho", name);
  const record: GrantRecord = {
    id,
    realm: "zoho",
    name,
    clientId: "1000.CLIENT",
    clientSecret: CANARY.clientSecret,
    generation: 100,
    retired: [],
    current: {
      refreshToken: CANARY.refreshToken,
      dataCenter: "eu",
      scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"],
      pins: {
        level: "verified",
        environment: facts.environment ?? "Production",
        orgId: "700001",
        orgName: "Acme",
      },
      grantedAt: 0,
      ...facts.grant,
    },
    ...facts.record,
  };
  await vault.update("grant", id, () => record);
  return record;
}

/** Puts an access token into the vault, as a former process left it. */
export async function storedToken(
  vault: Vault,
  record: GrantRecord,
  times: { readonly obtainedAt: number; readonly lifeMs?: number },
  token: string = CANARY.accessToken,
): Promise<AccessRecord> {
  const access: AccessRecord = {
    id: record.id,
    generation: record.generation,
    version: times.obtainedAt,
    token,
    obtainedAt: times.obtainedAt,
    expiresAt: times.obtainedAt + (times.lifeMs ?? 3_600_000),
  };
  await vault.update("access", record.id, () => access);
  return access;
}

/** The connection as nodes see it. */
export async function find(zoho: ZohoRuntime, name = "acme"): Promise<Connection> {
  const connection = await zoho.connections.find("zoho", name);
  if (connection === undefined) throw new Error(`there is no connection ${name}`);
  return connection;
}

/** Zoho as far as tokens go: issues numbered ones, takes those that live, and only at the hosts that fit. */
export class FakeZoho {
  #issued = 0;
  readonly #live = new Set<string>();
  /** Hosts at which its tokens are good. */
  hosts: readonly string[] = ["www.zohoapis.eu"];
  readonly transport = new ScriptedTransport((request) => this.answer(request));

  evictAll(): void {
    this.#live.clear();
  }

  /** Lets a token that it did not issue here be good. */
  accept(token: string): void {
    this.#live.add(token);
  }

  answer(request: TransportRequest): TransportResponse {
    return request.url.pathname === "/oauth/v2/token" ? this.issue() : this.api(request);
  }

  issue(extra: Readonly<Record<string, unknown>> = {}): TransportResponse {
    const token = accessToken(++this.#issued);
    this.#live.add(token);
    return reply(200, { access_token: token, expires_in: 3600, token_type: "Bearer", ...extra });
  }

  api(request: TransportRequest, body: unknown = { data: [{ id: "1" }] }): TransportResponse {
    const token = request.headers?.["authorization"]?.replace("Zoho-oauthtoken ", "") ?? "";
    const good = this.#live.has(token) && this.hosts.includes(request.url.host);
    return good ? reply(200, body) : invalidToken();
  }
}

export function invalidToken(): TransportResponse {
  return reply(401, { code: "INVALID_TOKEN", details: {}, message: "invalid oauth token", status: "error" });
}
