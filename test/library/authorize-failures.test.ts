import { describe, expect, test } from "vitest";
import type { ConsentOutcome, ConsentRequest, ZohoError } from "../../src/index";
import { DATA_CENTERS } from "../../src/zoho/data-centers";
import { registered } from "../emulator/support/consenting";
import { emulator } from "../emulator/support/running";
import { errorOf } from "../unit/support/expect-zoho-error";
import {
  askedBy,
  comeBack,
  connect,
  consent,
  libraryWorld,
  type LibraryWorld,
  pass,
  queryOf,
  setZoho,
  signIn,
  type Signing,
  type Visited,
} from "./support/library-world";

/*
 * The rows of "Authorize: Failures": what Zoho does, what the user of the library gets, and what stays behind.
 * The design overrides one row: an error without state never ends a start, also where only one is pending, because
 * anybody can call the callback's address. It is kept as a hint for the time-out.
 */

const HALF_AN_HOUR_S = 1_800;

interface Begun {
  readonly world: LibraryWorld;
  readonly ticket: string;
  readonly link: URL;
  /** What the person sees after the last click. */
  readonly seen: Visited;
}

/** Begins a consent with nothing connected before, and clicks. */
async function begun(
  wanted: {
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly signing?: Signing;
    readonly changes?: Partial<ConsentRequest>;
    /** What happens to the link on its way to the browser. */
    readonly altered?: (url: URL) => void;
  } = {},
): Promise<Begun> {
  const world = libraryWorld(await emulator());
  await setZoho(world, wanted.settings ?? {});
  await signIn(world, "us", wanted.signing);
  const started = await world.zoho.consents.start({ ...askedBy(world, "us"), ...wanted.changes });
  const link = new URL(started.url);
  wanted.altered?.(link);
  return { world, ticket: started.ticket, link, seen: await world.visit(link) };
}

/** How a consent has ended, or that it waits. */
function outcomeOf({ world, ticket }: Begun): ConsentOutcome | "waits" {
  return world.zoho.consents.outcomes.of(ticket) ?? "waits";
}

/** The error with which a consent has ended by now. */
function failureOf(one: Begun): ZohoError {
  const outcome = outcomeOf(one);
  if (outcome === "waits" || outcome.state !== "failed") throw new Error("the consent has not failed");
  return outcome.error;
}

/** No code was exchanged and nothing was stored. */
async function expectNothingElse({ world }: Begun): Promise<void> {
  expect(world.sent).toEqual([]);
  expect(await world.zoho.vault.ids("grant")).toEqual([]);
}

/** A row that comes back on the redirect URI: with state it ends the consent, without it only hints. */
async function expectEndsWith(
  make: (settings: Readonly<Record<string, unknown>>) => Promise<Begun>,
  expected: { readonly code: string; readonly zohoCode: string; readonly says: RegExp },
): Promise<void> {
  const named = await make({ stateOnError: true });
  expect(queryOf(named.seen.location)).toMatchObject({ error: expected.zohoCode });
  const outcome = await comeBack(named.world, queryOf(named.seen.location));
  expect(outcome).toEqual(outcomeOf(named));
  expect(failureOf(named).cause).toMatchObject({
    code: expected.code,
    zohoCode: expected.zohoCode,
    connection: "acme",
  });
  expect(failureOf(named).message).toMatch(expected.says);
  expect(await named.world.zoho.vault.ids("start")).not.toContain(named.ticket);

  const nameless = await make({ stateOnError: false });
  expect(queryOf(nameless.seen.location)).toEqual({ error: expected.zohoCode });
  const refused = await errorOf(comeBack(nameless.world, queryOf(nameless.seen.location)));
  expect(refused.cause).toMatchObject({ code: "callback_without_state", zohoCode: expected.zohoCode });
  expect(outcomeOf(nameless)).toBe("waits");
  await nameless.world.clock.pass(600_000);
  expect(failureOf(nameless).cause).toMatchObject({ code: "consent_abandoned", zohoCode: expected.zohoCode });
  expect(failureOf(nameless).cause.details).toMatchObject({ hint: expected.zohoCode });
}

/** A row that ends on a page of Zoho's: nothing arrives, so the time-out tells. */
async function expectAbandoned(one: Begun, page: string): Promise<ZohoError> {
  expect(one.seen.location).toBeUndefined();
  expect(one.seen.text).toContain(page);
  await one.world.clock.pass(599_999);
  expect(outcomeOf(one)).toBe("waits");
  await one.world.clock.pass(1);
  const error = failureOf(one);
  expect(error.cause).toMatchObject({
    class: "expired_token",
    code: "consent_abandoned",
    connection: "acme",
  });
  expect(error.message).toMatch(/error page/);
  expect(await one.world.zoho.vault.ids("start")).toEqual([]);
  await expectNothingElse(one);
  return error;
}

describe("What comes back on the redirect URI, with state and without", () => {
  test("user rejects: 302 ?error=access_denied", async () => {
    const make = (settings: Readonly<Record<string, unknown>>): Promise<Begun> =>
      begun({ settings, signing: { answer: "reject" } });
    await expectEndsWith(make, { code: "access_denied", zohoCode: "access_denied", says: /Reject/ });
  });

  test("a rejection leaves the connection that the name has as it was", async () => {
    const world = libraryWorld(await emulator());
    const before = await connect(world, "us");
    const outcome = await consent(world, "us", { answer: "reject" });
    expect(outcome).toMatchObject({ state: "failed", error: { code: "access_denied" } });
    expect(await world.zoho.connections.find("zoho", "acme")).toEqual(before);
    const call = { connection: before, product: "crm", method: "GET", path: "org" } as const;
    expect((await world.zoho.caller.call(call)).status).toBe(200);
  });

  test.each(["client", "person"])(
    ">10 grant codes / 10 min (counted per %s): further attempts end in access_denied",
    async (grantLimitKey) => {
      const make = async (settings: Readonly<Record<string, unknown>>): Promise<Begun> => {
        const one = await begun({ settings: { ...settings, grantLimitKey } });
        const asked = askedBy(one.world, "us");
        // The first attempt is the one above; a code that is never exchanged counts as well.
        for (let attempt = 2; attempt <= 10; attempt++) {
          const { url } = await one.world.zoho.consents.start({
            ...asked,
            connectionName: `other ${attempt}`,
          });
          expect(queryOf((await one.world.visit(url)).location)).toHaveProperty("code");
        }
        return { ...one, seen: await one.world.visit(one.link) };
      };
      await expectEndsWith(make, {
        code: "access_denied",
        zohoCode: "access_denied",
        says: /more than 10 consents .*within 10 minutes.*wait ten minutes/,
      });
    },
  );

  test(">10 grant codes / 10 min: ten minutes later it works again", async () => {
    const world = libraryWorld(await emulator({ settings: { grantsPer10min: 1 } }));
    await connect(world, "us");
    expect(await consent(world, "us")).toMatchObject({ state: "failed", error: { code: "access_denied" } });
    await pass(world, 600);
    expect(await consent(world, "us")).toMatchObject({ state: "connected" });
  });

  test('user lacks an account in a requested app, clicks "Back to app": 302 ?error=no_org', async () => {
    const scopes = ["ZohoBooks.settings.READ", "ZohoCRM.org.READ", "ZohoBigin.modules.ALL"];
    const make = (settings: Readonly<Record<string, unknown>>): Promise<Begun> =>
      begun({ settings, signing: { person: "Kim Hale" }, changes: { scopes } });
    await expectEndsWith(make, { code: "no_org", zohoCode: "no_org", says: /CRM, Bigin/ });
  });

  test("an error without state does not end the consent: its link still works, and what it hints at is no error then", async () => {
    const one = await begun({ settings: { stateOnError: false }, signing: { answer: "reject" } });
    await errorOf(comeBack(one.world, queryOf(one.seen.location)));
    // The person thinks again, and goes back to the page of the same link.
    await signIn(one.world, "us");
    const outcome = await comeBack(one.world, queryOf((await one.world.visit(one.link)).location));
    expect(outcome.state).toBe("connected");
  });

  test("a hint of long ago does not explain what was abandoned today", async () => {
    const one = await begun({ settings: { stateOnError: false }, signing: { answer: "reject" } });
    await errorOf(comeBack(one.world, queryOf(one.seen.location)));
    await one.world.clock.pass(HALF_AN_HOUR_S * 1000);
    const { ticket } = await one.world.zoho.consents.start(askedBy(one.world, "us"));
    await one.world.clock.pass(600_000);
    expect(failureOf({ ...one, ticket }).cause).not.toHaveProperty("zohoCode");
  });
});

describe("What never arrives", () => {
  test("same, but closes the tab: nothing ever arrives", async () => {
    const one = await begun({
      settings: { noOrgBackToApp: "closed" },
      signing: { person: "Kim Hale" },
    });
    const error = await expectAbandoned(one, "Back to app");
    expect(error.message).toMatch(/\(CRM\).*no_org/);
    expect(error.cause.details).toMatchObject({ apps: ["CRM"] });
  });

  test.each([200, 400])(
    'unknown/deleted client id: Accounts error page "Invalid Client" (status %i)',
    async (errorPageStatus) => {
      const clientId = "1000.DELETED";
      const one = await begun({ settings: { errorPageStatus }, changes: { clientId } });
      expect(one.seen.status).toBe(errorPageStatus);
      await expectAbandoned(one, "Invalid Client");
    },
  );

  test('also, INF: DC not enabled for the client: "Invalid Client"', async () => {
    const world = libraryWorld(await emulator());
    const redirectUri = "https://gateway.example/zoho/callback";
    const { clientId } = await registered(world.emulator, { redirectUri, dataCenters: ["us"] });
    // Somebody in Europe signs in, and only there does Zoho find out.
    await signIn(world, "eu");
    const asked = {
      ...askedBy(world, "us"),
      clientId,
      redirectUri,
      allowedDataCenters: ["us", "eu"] as const,
    };
    const { url: link, ticket } = await world.zoho.consents.start(asked);
    await expectAbandoned({ world, ticket, link, seen: await world.visit(link) }, "Invalid Client");
  });

  test('client_id/response_type missing: page "Invalid response type"', async () => {
    for (const name of ["client_id", "response_type"]) {
      const one = await begun({ altered: (url) => url.searchParams.delete(name) });
      await expectAbandoned(one, "Invalid response type");
    }
  });

  test('response_type neither code nor token: page "An error occurred"', async () => {
    const one = await begun({ altered: (url) => url.searchParams.set("response_type", "password") });
    await expectAbandoned(one, "An error occurred");
  });

  test.each([["missing", []] as const, ["nonexistent", ["ZohoCRM.no such thing.READ"]] as const])(
    'scope %s: page "Invalid OAuth Scope"',
    async (_what, scopes) => {
      await expectAbandoned(await begun({ changes: { scopes } }), "Invalid OAuth Scope");
    },
  );

  test('redirect_uri differs from the registered: page "Invalid Redirect Uri"', async () => {
    const redirectUri = "https://gateway.example/zoho/callbacK";
    await expectAbandoned(await begun({ changes: { redirectUri } }), "Invalid Redirect Uri");
  });

  test('POST instead of GET: "400 not found" page, so the library only ever makes links', async () => {
    const world = libraryWorld(await emulator());
    const { url } = await world.zoho.consents.start(askedBy(world, "us"));
    const target = `${world.emulator.url}/${url.host}${url.pathname}`;
    const posted = await fetch(target, { method: "POST", body: url.searchParams });
    expect(await posted.text()).toContain("400 not found");
    expect([...url.searchParams.keys()]).toEqual(
      expect.arrayContaining(["response_type", "client_id", "scope", "redirect_uri", "access_type", "state"]),
    );
    expect(url.searchParams.get("access_type")).toBe("offline");
  });

  test("client blocked / draft: oauth_app_blocked", async () => {
    const world = libraryWorld(await emulator());
    const asked = askedBy(world, "us");
    await registered(world.emulator, { clientId: asked.clientId, blocked: true });
    await signIn(world, "us");
    const { url: link, ticket } = await world.zoho.consents.start(asked);
    await expectAbandoned({ world, ticket, link, seen: await world.visit(link) }, "oauth_app_blocked");
  });
});

describe("Errors that some page lists without saying where they appear", () => {
  const LISTED = [
    ["invalid_scope", "unknown_scope"],
    ["invalid_redirect_uri", "invalid_redirect_uri"],
    ["invalid_response_type", "invalid_response_type"],
    ["invalid_client", "invalid_client"],
    ["oauth_app_blocked", "consent_failed"],
    ["invalid_code", "consent_failed"],
    ["invalid_oauth_token", "consent_failed"],
    ["ERROR_invalid_client", "consent_failed"],
    ["ERROR_invalid_scope", "consent_failed"],
    ["ERROR_invalid_redirect_uri", "consent_failed"],
    ["ERROR_invalid_response_type", "consent_failed"],
    ["something nobody has heard of", "consent_failed"],
  ] as const;

  test.each(LISTED)("%s on the redirect, with state: %s, and it is not dropped", async (error, code) => {
    const one = await begun();
    const { state = "" } = queryOf(one.seen.location);
    const outcome = await comeBack(one.world, { error, state });
    expect(outcome).toMatchObject({ state: "failed", error: { code, cause: { zohoCode: error } } });
    await expectNothingElse(one);
  });

  test.each(LISTED.filter(([, code]) => code !== "consent_failed"))(
    "%s on the redirect, without state: a hint",
    async (error) => {
      const one = await begun();
      expect((await errorOf(comeBack(one.world, { error }))).code).toBe("callback_without_state");
      expect(outcomeOf(one)).toBe("waits");
      await one.world.clock.pass(600_000);
      expect(failureOf(one).cause).toMatchObject({ code: "consent_abandoned", zohoCode: error });
    },
  );

  test("text that Zoho is not known to send, without state: not even a hint, because anybody may write there", async () => {
    const one = await begun();
    const text = "call +1 555 0100 to unlock your account";
    const refused = await errorOf(comeBack(one.world, { error: text }));
    expect(refused.code).toBe("callback_invalid");
    expect(refused.message).not.toContain("555");
    await one.world.clock.pass(600_000);
    expect(failureOf(one).cause).not.toHaveProperty("zohoCode");
  });
});

describe("Whose error it is", () => {
  test("an error with the state of nobody ends nothing", async () => {
    const one = await begun();
    const refused = await errorOf(comeBack(one.world, { error: "access_denied", state: "x".repeat(43) }));
    expect(refused.code).toBe("callback_invalid");
    expect(outcomeOf(one)).toBe("waits");
  });

  test("an error with a state ends that consent and not the one beside it", async () => {
    const one = await begun({ signing: { answer: "reject" } });
    const other = await one.world.zoho.consents.start({
      ...askedBy(one.world, "us"),
      connectionName: "other",
    });
    await comeBack(one.world, queryOf(one.seen.location));
    expect(failureOf(one).code).toBe("access_denied");
    expect(outcomeOf({ ...one, ticket: other.ticket })).toBe("waits");
  });

  test("an error beside a code counts: the code is not exchanged", async () => {
    const one = await begun();
    const outcome = await comeBack(one.world, { ...queryOf(one.seen.location), error: "access_denied" });
    expect(outcome).toMatchObject({ state: "failed", error: { code: "access_denied" } });
    await expectNothingElse(one);
  });

  test("an error can't be brought twice", async () => {
    const one = await begun({ signing: { answer: "reject" } });
    await comeBack(one.world, queryOf(one.seen.location));
    const again = await errorOf(comeBack(one.world, queryOf(one.seen.location)));
    expect(again.code).toBe("callback_invalid");
  });

  test.each([true, false])(
    "what Zoho sends without location and accounts-server is taken at home (sendLocation %s)",
    async (sendLocation) => {
      const world = libraryWorld(await emulator());
      await setZoho(world, { sendLocation, trailingAmp: !sendLocation });
      const connection = await connect(world, "us");
      expect(connection.dataCenter).toBe("us");
      expect(world.sent[0]?.url.host).toBe(DATA_CENTERS.us.accountsHost);
    },
  );
});
