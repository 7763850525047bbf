import { describe, expect, test } from "vitest";
import { type Connection, connectWithCode, type GrantCode } from "../../src/index";
import type { ErrorCode } from "../../src/errors/codes";
import type { DataCenterCode } from "../../src/zoho/data-centers";
import type { EmulatorSettings } from "../../src/emulator/index";
import { registered } from "../emulator/support/consenting";
import { control, emulator } from "../emulator/support/running";
import { errorOf, expectCode } from "../unit/support/expect-zoho-error";
import {
  askedBy,
  connect,
  CRM_SCOPES,
  libraryWorld,
  type LibraryWorld,
  pass,
  queryOf,
  signIn,
} from "./support/library-world";

/*
 * The rows of "Token: Errors" and of the classification below them: what the user of the library gets from each, at an
 * exchange and at a refresh, and what stays behind.
 *
 * Where the design is stricter or kinder than the classification:
 * - "other error: unknown, permanent": the grant is kept and asked for again after a growing pause.
 * - "throttled: wait ≥ 10 min": ten minutes; a person may not ask either until then.
 */

const TEN_MINUTES_S = 600;
const STATUSES = [200, 400] as const;

/** Library and emulator; errors have this status. */
async function begin(errorStatus: 200 | 400 = 200): Promise<LibraryWorld> {
  return libraryWorld(await emulator({ settings: { errorStatus } }));
}

/** A grant code of Zoho's for the ready-made client. */
async function freshCode(world: LibraryWorld, dataCenter: DataCenterCode = "us"): Promise<GrantCode> {
  await signIn(world, dataCenter);
  const asked = askedBy(world, dataCenter);
  const { url } = await world.zoho.consents.start(asked);
  const link = new URL(url);
  // These tests hold the verifier themselves, which Zoho then does not ask for.
  link.searchParams.delete("code_challenge");
  link.searchParams.delete("code_challenge_method");
  const { code = "" } = queryOf((await world.visit(link)).location);
  return { code, redirectUri: asked.redirectUri };
}

interface Client {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly dataCenter: DataCenterCode;
}

function exchange(world: LibraryWorld, code: GrantCode, client: Partial<Client> = {}): Promise<Connection> {
  const { realm, clientId, clientSecret } = askedBy(world, "us");
  const usual = {
    realm,
    name: "acme",
    clientId,
    clientSecret,
    dataCenter: "us",
    scopes: CRM_SCOPES,
  } as const;
  return connectWithCode(world.zoho, { ...usual, ...client }, code);
}

/** Answers the token endpoint's next requests, as many as said, with this. */
async function answer(
  world: LibraryWorld,
  fault: { readonly status?: number; readonly body?: string; readonly fault?: string },
  times: number | null = 1,
): Promise<void> {
  const match = { host: "accounts.*", path: "/oauth/v2/token" };
  const { status, text } = await control(world.emulator, "POST", "faults", {
    match,
    times,
    fault: "status",
    ...fault,
  });
  if (status !== 200) throw new Error(text);
}

/** How many requests for a token went out while `work` ran. */
async function tokenCallsOf(world: LibraryWorld, work: () => Promise<unknown>): Promise<number> {
  const before = world.sent.length;
  await work();
  return world.sent.slice(before).filter(({ url }) => url.pathname === "/oauth/v2/token").length;
}

/** The connection's next token must come from Zoho: what is at hand has run out. */
async function runOut(world: LibraryWorld): Promise<void> {
  await pass(world, 3_600);
}

/** A connection that failed for good asks Zoho no more, neither for the next message nor after a restart. */
async function expectAsksNoMore(world: LibraryWorld, connection: Connection, code: ErrorCode): Promise<void> {
  const restarted = world.restart();
  const calls = await tokenCallsOf(world, async () => {
    await expectCode(world.zoho.tokens.get(connection.id), code);
    await world.clock.pass(TEN_MINUTES_S * 1000);
    await expectCode(world.zoho.tokens.get(connection.id), code);
    await expectCode(restarted.tokens.get(connection.id), code);
  });
  expect(calls).toBe(0);
}

async function grantOf(world: LibraryWorld, connection: Connection): Promise<unknown> {
  return (await world.zoho.vault.read("grant", connection.id))?.current;
}

describe.each(STATUSES)("invalid_client (HTTP %i)", (status) => {
  test("exchange: client id wrong", async () => {
    const world = await begin(status);
    const error = await expectCode(
      exchange(world, await freshCode(world), { clientId: "1000.WRONG" }),
      "invalid_client",
    );
    expect(error.cause).toMatchObject({ class: "rejected", zohoCode: "invalid_client", status });
    expect(error.message).toMatch(/United States.*https:\/\/api-console\.zoho\.com.*data center/);
    expect(await world.zoho.vault.ids("grant")).toEqual([]);
  });

  test("exchange: wrong DC for this client", async () => {
    const world = await begin(status);
    const code = await freshCode(world);
    const { clientId } = askedBy(world, "us");
    await registered(world.emulator, { clientId, dataCenters: ["us"] });
    const error = await expectCode(exchange(world, code, { dataCenter: "jp" }), "invalid_client");
    expect(error.message).toMatch(/Japan.*https:\/\/api-console\.zoho\.jp/);
  });

  test("exchange: multi-DC client with another DC's secret", async () => {
    const world = await begin(status);
    const { clientId } = askedBy(world, "us");
    const { secrets } = await registered(world.emulator, { clientId, secrets: "perDataCenter" });
    const code = await freshCode(world);
    await expectCode(exchange(world, code, { clientSecret: secrets.eu }), "invalid_client");
    expect(await exchange(world, code, { clientSecret: secrets.us })).toMatchObject({ connected: true });
  });

  test("refresh: the client was deleted; Zoho is asked once, and the grant is kept", async () => {
    const world = await begin(status);
    const connection = await connect(world, "us");
    const grant = await grantOf(world, connection);
    await runOut(world);
    const { clientId } = askedBy(world, "us");
    await registered(world.emulator, { clientId, dataCenters: ["eu"] });
    const calls = await tokenCallsOf(world, () =>
      expectCode(world.zoho.tokens.get(connection.id), "invalid_client"),
    );
    expect(calls).toBe(1);
    await expectAsksNoMore(world, connection, "invalid_client");
    expect(await grantOf(world, connection)).toEqual(grant);

    // Whoever has mended it in the console asks on purpose.
    await registered(world.emulator, { clientId, dataCenters: ["us", "eu"] });
    expect((await world.zoho.tokens.force(connection.id)).generation).toBe(connection.generation);
  });
});

describe.each(STATUSES)("invalid_client_secret (HTTP %i)", (status) => {
  test("exchange: secret wrong", async () => {
    const world = await begin(status);
    const code = await freshCode(world);
    const error = await expectCode(
      exchange(world, code, { clientSecret: "0".repeat(42) }),
      "invalid_client_secret",
    );
    expect(error.cause).toMatchObject({ class: "rejected", zohoCode: "invalid_client_secret", status });
    expect(error.message).not.toContain("0".repeat(42));
    expect(await world.zoho.vault.ids("grant")).toEqual([]);
  });

  test("refresh: held for this secret; another that is deployed is tried at once", async () => {
    let deployed: string | undefined = "0".repeat(42);
    const emulated = await emulator({ settings: { errorStatus: status } });
    const world = libraryWorld(emulated, { clientSecrets: { secretOf: () => deployed } });
    const connection = await connect(world, "us");
    await runOut(world);
    await expectCode(world.zoho.tokens.get(connection.id), "invalid_client_secret");
    await expectAsksNoMore(world, connection, "invalid_client_secret");
    deployed = askedBy(world, "us").clientSecret;
    expect((await world.zoho.tokens.get(connection.id)).connectionId).toBe(connection.id);
  });
});

describe.each(STATUSES)("invalid_redirect_uri (HTTP %i)", (status) => {
  test("exchange: differs from the one at authorize", async () => {
    const world = await begin(status);
    const { code } = await freshCode(world);
    const redirectUri = "https://gateway.example/elsewhere";
    const error = await expectCode(exchange(world, { code, redirectUri }), "invalid_redirect_uri");
    expect(error.cause).toMatchObject({ class: "rejected", zohoCode: "invalid_redirect_uri", status });
    expect(error.message).toContain(redirectUri);
  });
});

describe.each(STATUSES)("invalid_code (HTTP %i)", (status) => {
  const DEAD: readonly (readonly [string, (world: LibraryWorld, code: GrantCode) => Promise<GrantCode>])[] = [
    ["missing", (_world, code) => Promise.resolve({ ...code, code: "" })],
    [
      "unknown",
      (_world, code) => Promise.resolve({ ...code, code: `1000.${"0".repeat(32)}.${"1".repeat(32)}` }),
    ],
    [
      "used",
      async (world, code) => {
        await exchange(world, code);
        return code;
      },
    ],
    [
      "expired",
      async (world, code) => {
        await pass(world, 120);
        return code;
      },
    ],
  ];

  test.each(DEAD)("exchange: code %s", async (_what, spoil) => {
    const world = await begin(status);
    const dead = await spoil(world, await freshCode(world));
    const before = await world.zoho.vault.ids("grant");
    let failed;
    const calls = await tokenCallsOf(world, async () => {
      failed = await expectCode(exchange(world, dead), "grant_code_invalid");
    });
    expect(failed).toMatchObject({ cause: { class: "expired_token", zohoCode: "invalid_code", status } });
    expect(calls).toBe(1);
    expect(await world.zoho.vault.ids("grant")).toEqual(before);
  });

  test("exchange: a wrong code verifier", async () => {
    const world = await begin(status);
    await signIn(world, "us");
    const { url } = await world.zoho.consents.start(askedBy(world, "us"));
    const { code = "" } = queryOf((await world.visit(url)).location);
    const { redirectUri } = askedBy(world, "us");
    const wrong = { code, redirectUri, codeVerifier: "v".repeat(43) };
    await expectCode(exchange(world, wrong), "grant_code_invalid");
  });

  test.each([["revoked", "revokeGrants"] as const, ["evicted", "evictGrants"] as const])(
    "refresh token %s: permanent; stop refreshing, mark the connection broken",
    async (_what, action) => {
      const world = await begin(status);
      const connection = await connect(world, "us");
      await control(world.emulator, "POST", "actions", { action });
      await runOut(world);
      const error = await expectCode(world.zoho.tokens.get(connection.id), "grant_revoked");
      expect(error.cause).toMatchObject({
        class: "expired_token",
        zohoCode: "invalid_code",
        connection: "acme",
      });
      await expectAsksNoMore(world, connection, "grant_revoked");
      // Another consent under the same name mends it.
      const again = await connect(world, "us");
      expect((await world.zoho.tokens.force(again.id)).generation).toBe(again.generation);
    },
  );

  test("wrong grant_type for the token: an access token is no refresh token", async () => {
    const world = await begin(status);
    const connection = await connect(world, "us");
    const { value } = await world.zoho.tokens.get(connection.id);
    await world.zoho.vault.update("grant", connection.id, (record) =>
      record?.current?.refreshToken === undefined
        ? record
        : { ...record, current: { ...record.current, refreshToken: value } },
    );
    await expectCode(world.zoho.tokens.force(connection.id), "grant_revoked");
  });
});

describe.each(STATUSES)("Client credentials (HTTP %i)", (status) => {
  /** A connection of the Self Client, as its right stands in the vault. */
  async function selfClient(right: {
    readonly scopes: readonly string[];
    readonly soid: string;
  }): Promise<{ readonly world: LibraryWorld; readonly connection: Connection }> {
    const world = await begin(status);
    const { clientId, clientSecret } = world.emulator.ready.clients.self;
    const record = {
      id: "5e1f".repeat(8),
      realm: "zoho",
      name: "self",
      clientId,
      clientSecret,
      generation: 1,
      retired: [],
      current: { ...right, dataCenter: "us", pins: { level: "unknown" }, grantedAt: world.clock.now() },
    } as const;
    await world.zoho.vault.update("grant", record.id, () => record);
    return { world, connection: world.zoho.connections.remember(record) };
  }

  test("invalid_scope: client_credentials with unknown scope", async () => {
    const { world, connection } = await selfClient({ scopes: ["ZohoCRM.nothing.READ"], soid: "ZohoCRM.1" });
    const error = await expectCode(world.zoho.tokens.get(connection.id), "unknown_scope");
    expect(error.cause).toMatchObject({ class: "invalid_scope", zohoCode: "invalid_scope", status });
  });

  test("invalid_scopes: the same by another name", async () => {
    const { world, connection } = await selfClient({ scopes: CRM_SCOPES, soid: "ZohoCRM.1" });
    await answer(world, { status, body: '{"error":"invalid_scopes"}' });
    await expectCode(world.zoho.tokens.get(connection.id), "unknown_scope");
  });

  test("missing_org_info: client_credentials without needed soid", async () => {
    const { world, connection } = await selfClient({ scopes: CRM_SCOPES, soid: "" });
    const error = await expectCode(world.zoho.tokens.get(connection.id), "wrong_org");
    expect(error.cause).toMatchObject({ class: "no_org", zohoCode: "missing_org_info", status });
  });

  test("with the org's own soid there is a token, which calls take", async () => {
    const world = await begin();
    const org = world.emulator.ready.people[0]?.orgs[0]?.id ?? "";
    const one = await selfClient({ scopes: CRM_SCOPES, soid: `ZohoCRM.${org}` });
    const call = { connection: one.connection, product: "crm", method: "GET", path: "org" } as const;
    expect((await one.world.zoho.caller.call(call)).status).toBe(200);
  });
});

describe("What is not documented for this endpoint, and what answers instead of it", () => {
  const OTHERS = [
    "general_error",
    "invalid_soid",
    "invalid_org",
    "invalid_grant",
    "unsupported_grant_type",
    "unauthorized",
  ];

  test.each(OTHERS.flatMap((error) => [200, 400, 401].map((status) => ({ error, status }))))(
    "$error (HTTP $status): a refresh fails, the grant is kept and asked for again later",
    async ({ error, status }) => {
      const world = await begin();
      const connection = await connect(world, "us");
      const grant = await grantOf(world, connection);
      await runOut(world);
      await answer(world, { status, body: JSON.stringify({ error }) });
      const refused = await expectCode(world.zoho.tokens.get(connection.id), "token_refused");
      expect(refused.cause).toMatchObject({ class: "rejected", zohoCode: error, status });
      expect(await tokenCallsOf(world, () => errorOf(world.zoho.tokens.get(connection.id)))).toBe(0);
      expect(await grantOf(world, connection)).toEqual(grant);
      await pass(world, 60);
      expect((await world.zoho.tokens.get(connection.id)).generation).toBe(connection.generation);
    },
  );

  test.each(OTHERS)("%s: an exchange fails, and nothing is stored", async (error) => {
    const world = await begin();
    const code = await freshCode(world);
    await answer(world, { status: 200, body: JSON.stringify({ error }) });
    expect((await expectCode(exchange(world, code), "token_refused")).cause.zohoCode).toBe(error);
    expect(await world.zoho.vault.ids("grant")).toEqual([]);
  });

  test("access_denied is documented only elsewhere: an exchange names it all the same", async () => {
    const world = await begin();
    const code = await freshCode(world);
    await answer(world, { status: 200, body: '{"error":"access_denied"}' });
    await expectCode(exchange(world, code), "access_denied");
  });

  test.each([
    [
      "wrong method / no grant_type: plain 400 Bad Request",
      { status: 400, body: "400 Bad Request" },
      "not_zoho",
    ],
    ["HTML with 200", { fault: "html", status: 200 }, "not_zoho"],
    ["HTML with 502", { fault: "html" }, "server_error"],
    ["5xx without a body", { status: 503, body: "" }, "server_error"],
    [
      "5xx with an error that could be read as final",
      { status: 500, body: '{"error":"something"}' },
      "server_error",
    ],
    ["JSON without access_token and error", { status: 200, body: '{"token_type":"Bearer"}' }, "not_zoho"],
    ["an empty access_token", { status: 200, body: '{"access_token":""}' }, "not_zoho"],
    ["a list", { status: 200, body: "[]" }, "not_zoho"],
    ["the connection is cut", { fault: "reset" }, "network"],
    ["the connection is cut after Zoho has acted", { fault: "resetAfter" }, "network"],
  ] as const)("transient: %s; exponential back-off, then it works", async (_what, fault, code) => {
    const world = await begin();
    const connection = await connect(world, "us");
    const grant = await grantOf(world, connection);
    await runOut(world);
    await answer(world, fault);
    const error = await expectCode(world.zoho.tokens.get(connection.id), code);
    expect(error.class).toBe("unreachable");
    expect(await tokenCallsOf(world, () => errorOf(world.zoho.tokens.get(connection.id)))).toBe(0);
    expect(await grantOf(world, connection)).toEqual(grant);
    await pass(world, 60);
    expect((await world.zoho.tokens.get(connection.id)).generation).toBe(connection.generation);
  });
});

const THROTTLES: readonly Pick<EmulatorSettings, "throttleStatus" | "throttleLocale">[] = [
  { throttleStatus: 400, throttleLocale: "en" },
  { throttleStatus: 400, throttleLocale: "zh" },
  { throttleStatus: 200, throttleLocale: "en" },
  { throttleStatus: 200, throttleLocale: "zh" },
  { throttleStatus: 429, throttleLocale: "en" },
];

describe.each(THROTTLES)(
  "Access Denied (localised: $throttleLocale), throttled, HTTP $throttleStatus",
  (settings) => {
    test("refresh: wait ten minutes; the token at hand stays in use; never taken for wrong credentials", async () => {
      const world = libraryWorld(await emulator({ settings }));
      const connection = await connect(world, "us");
      const held = await world.zoho.tokens.get(connection.id);
      await control(world.emulator, "POST", "actions", { action: "throttleGrants" });

      const error = await expectCode(world.zoho.tokens.force(connection.id), "token_throttled");
      expect(error.cause).toMatchObject({ class: "rate_limited", status: settings.throttleStatus });
      expect(error.cause.retryAfterMs).toBeGreaterThanOrEqual(TEN_MINUTES_S * 1000);
      const until = Date.parse(error.cause.retryAt ?? "");
      expect(until).toBe(world.clock.now() + TEN_MINUTES_S * 1000);

      expect(await world.zoho.tokens.get(connection.id)).toEqual(held);
      const call = { connection, product: "crm", method: "GET", path: "org" } as const;
      expect((await world.zoho.caller.call(call)).status).toBe(200);

      // One timer for all who use this grant, also after a restart: asking again would make the wait longer.
      const restarted = world.restart();
      const calls = await tokenCallsOf(world, async () => {
        await expectCode(world.zoho.tokens.force(connection.id), "token_throttled");
        const later = await expectCode(restarted.tokens.force(connection.id), "token_throttled");
        expect(Date.parse(later.cause.retryAt ?? "")).toBe(until);
      });
      expect(calls).toBe(0);
      await pass(world, TEN_MINUTES_S);
      expect((await world.zoho.tokens.force(connection.id)).value).not.toBe(held.value);
    });

    test("exchange: too many refresh tokens of a person", async () => {
      const world = libraryWorld(await emulator({ settings: { ...settings, refreshPer10min: 1 } }));
      await exchange(world, await freshCode(world));
      const error = await expectCode(exchange(world, await freshCode(world)), "token_throttled");
      expect(error.cause.retryAfterMs).toBe(TEN_MINUTES_S * 1000);
      expect(await world.zoho.vault.ids("grant")).toHaveLength(1);
    });
  },
);
