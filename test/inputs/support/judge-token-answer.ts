import { expect } from "vitest";
import { connectionId } from "../../../src/connect/connection-id";
import { isZohoError } from "../../../src/errors/zoho-error";
import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import type { AccessRecord, GrantRecord, Vault } from "../../../src/vault/vault";
import { findCanaries } from "../../nodes/support/canaries";
import { rowOf } from "../../library/support/wire";
import { accepted, ASKED, comeBack, stateOf } from "../../unit/support/consent";
import { connected, find, library, storedToken } from "../../unit/support/library";
import { reply, ScriptedTransport } from "../../unit/support/scripted-transport";
import { CANARY } from "../../unit/support/secrets";

const HOUR = 3_600_000;
const SENDABLE = /^[\x21-\x7e]{1,4096}$/;

/** What a token answer was taken for. */
export type Taken = { readonly token: string; readonly lifeMs: number } | { readonly code: string };

/** Zoho as far as these cases go: the answer in question, and one org for whatever token. */
function zohoSaying(answer: TransportResponse): ScriptedTransport {
  return new ScriptedTransport(({ url }) => {
    if (url.pathname.startsWith("/oauth/")) return answer;
    if (url.pathname.endsWith("/org"))
      return reply(200, { org: [{ zgid: "700001", company_name: "Acme", type: "Production" }] });
    if (url.pathname.endsWith("/users")) return reply(200, { users: [{ id: "900001", full_name: "Ada" }] });
    return reply(200, { data: [{ id: "1" }] });
  });
}

/** Nothing leaves the row of Europe, and nothing that can't be sent is sent. */
function expectRow(requests: readonly TransportRequest[]): void {
  for (const { url, headers } of requests) {
    expect(rowOf("eu")).toContain(url.origin);
    expect(findCanaries(url.href, CANARY)).toEqual([]);
    expect(Object.values(headers ?? {}).filter((value) => !/^[\x20-\x7e]*$/.test(value))).toEqual([]);
  }
}

/** A record that could not be used, or lives for ever, must never be in the vault. */
function expectGoodRecord(access: AccessRecord, grant: GrantRecord): void {
  expect(access.token).toMatch(SENDABLE);
  expect(access.generation).toBe(grant.generation);
  expect(access.expiresAt - access.obtainedAt).toBeGreaterThanOrEqual(1_000);
  expect(access.expiresAt - access.obtainedAt).toBeLessThanOrEqual(24 * HOUR);
}

/** @returns the code of the error that this ends in; undefined where it ends well. Anything but our errors is thrown on. */
async function refusal(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!isZohoError(error)) throw error;
    expect(findCanaries(JSON.stringify(error.cause) + error.message, CANARY)).toEqual([]);
    return error.code;
  }
}

/**
 * A connection whose access token is used up is called, and this is what the token endpoint says. The grant stays what
 * it is, and in the vault is a token that can be used, or the one of before.
 */
export async function judgeRefresh(answer: TransportResponse): Promise<Taken> {
  const transport = zohoSaying(answer);
  const { zoho, vault, clock } = library({ transport });
  const grant = await connected(vault);
  const before = await storedToken(vault, grant, { obtainedAt: clock.now() - 2 * HOUR });
  const connection = await find(zoho);
  const code = await refusal(() =>
    zoho.caller.call({ connection, product: "crm", method: "GET", path: "Leads" }),
  );
  expectRow(transport.requests);
  expect(await vault.read("grant", grant.id)).toEqual(grant);
  const access = await readAccess(vault, grant.id);
  expectGoodRecord(access, grant);
  if (code !== undefined) {
    expect(access).toEqual(before);
    expect(transport.apiCalls).toEqual([]);
    return { code };
  }
  expect(transport.tokenCalls).toHaveLength(1);
  expect(transport.apiCalls.map(({ headers }) => headers?.["authorization"])).toEqual([
    `Zoho-oauthtoken ${access.token}`,
  ]);
  return { token: access.token, lifeMs: access.expiresAt - access.obtainedAt };
}

async function readAccess(vault: Vault, id: string): Promise<AccessRecord> {
  const access = await vault.read("access", id);
  if (access === undefined) throw new Error("there is no access token in the vault");
  return access;
}

/**
 * A person has consented, and this is what the token endpoint says to the code: a connection that can be used, or none
 * at all.
 */
export async function judgeConsent(answer: TransportResponse): Promise<void> {
  const transport = zohoSaying(answer);
  const { zoho, vault } = library({ transport });
  const started = await zoho.consents.start(ASKED);
  const outcome = await comeBack(zoho, accepted(stateOf(started)));
  expectRow(transport.requests);
  const grant = await vault.read("grant", connectionId("zoho", ASKED.connectionName));
  if (outcome.state === "failed") {
    expect(grant?.current).toBeUndefined();
    return;
  }
  const current = grant?.current;
  if (grant === undefined || current === undefined || !("refreshToken" in current))
    throw new Error("it is connected, and nothing is in the vault");
  expect(current.refreshToken).toMatch(SENDABLE);
  expect(current.dataCenter).toBe("eu");
  expectGoodRecord(await readAccess(vault, grant.id), grant);
}
