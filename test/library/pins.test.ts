import { describe, expect, test } from "vitest";
import { chooseOrg, type Connection, type ConsentRequest, type Pins } from "../../src/index";
import type { EmulatorSettings, RunningEmulator } from "../../src/emulator/index";
import type { Transport } from "../../src/transport/transport";
import { control, emulator } from "../emulator/support/running";
import { errorOf, everythingIn, expectCode, expectNoSecret } from "../unit/support/expect-zoho-error";
import {
  askedBy,
  comeBack,
  connect,
  consent,
  CRM_SCOPES,
  libraryWorld,
  type LibraryWorld,
  queryOf,
  signIn,
  type WorldParts,
} from "./support/library-world";
import { secretsSent } from "./support/wire";

async function begin(
  parts: WorldParts = {},
  settings: Partial<EmulatorSettings> = {},
): Promise<LibraryWorld> {
  return libraryWorld(await emulator({ settings }), parts);
}

/** ID of an org of the emulator's. */
function orgId(
  { emulator: { ready } }: { readonly emulator: RunningEmulator },
  product: string,
  label: string,
): string {
  const orgs = ready.people.flatMap((person) => person.orgs);
  const org = orgs.find((one) => one.product === product && `${one.name} (${one.environment})` === label);
  if (org === undefined) throw new Error(`there is no ${label} in ${product}`);
  return org.id;
}

const EVERYTHING = [
  ...CRM_SCOPES,
  "ZohoBigin.org.READ",
  "Desk.basic.READ",
  "ZohoBooks.fullaccess.all",
  "ZohoProjects.portals.READ",
  "ZohoCreator.report.READ",
];

function crm(connection: Connection): Parameters<LibraryWorld["zoho"]["caller"]["call"]>[0] {
  return { connection, product: "crm", method: "GET", path: "org" };
}

async function fault(world: LibraryWorld, path: string, times: number | null): Promise<void> {
  const order = { match: { path }, times, fault: "status", status: 503, body: "" };
  await control(world.emulator, "POST", "faults", order);
}

describe("How sure we are", () => {
  test("verified: Zoho has named the org", async () => {
    const world = await begin();
    const { pins } = await connect(world, "us", { org: "Acme (Sandbox)" });
    const id = orgId(world, "crm", "Acme (Sandbox)");
    expect(pins).toEqual({
      level: "verified",
      environment: "Sandbox",
      orgId: id,
      orgName: "Acme",
      user: "Robin Vale",
      userId: expect.stringMatching(/^\d+$/) as string,
      edition: { name: "enterprise", toldAt: world.clock.now() },
      orgs: { crm: { reached: [{ id, name: "Acme" }], chosen: id } },
    });
  });

  test("unknown: no scope lets Zoho say it; the environment shows all the same", async () => {
    const world = await begin();
    const scopes = ["ZohoCRM.modules.ALL"];
    const { pins, environment } = await connect(world, "us", { org: "Acme (Developer)" }, { scopes });
    expect(environment).toBe("Developer");
    expect(pins).toEqual({ level: "unknown", environment: "Developer" });
  });

  test("declared: a person said it, and Zoho can't be asked", async () => {
    const world = await begin();
    const expected: Pins = { level: "declared", environment: "Sandbox", orgId: "700001" };
    const scopes = ["ZohoCRM.modules.ALL"];
    const { pins } = await connect(world, "us", { org: "Acme (Sandbox)" }, { scopes, expected });
    expect(pins).toEqual(expected);
  });

  test("a declaration that Zoho confirms is verified; one that it denies is refused", async () => {
    const world = await begin();
    const declared = (id: string): Partial<ConsentRequest> => ({
      expected: { level: "declared", orgId: id },
    });
    const right = declared(orgId(world, "crm", "Acme (Production)"));
    expect((await connect(world, "us", {}, right)).pins.level).toBe("verified");
    const wrong = { ...declared(orgId(world, "crm", "Acme (Sandbox)")), connectionName: "other" };
    const outcome = await consent(world, "us", {}, wrong);
    expect(outcome).toMatchObject({ state: "failed", error: { code: "pinned_elsewhere" } });
  });

  test("a record of an older version, without orgs, is read, and learns them with the next consent", async () => {
    const world = await begin();
    const { id } = await connect(world, "us");
    await world.zoho.vault.update("grant", id, (record) => {
      if (record?.current === undefined) return record;
      const { orgs: _none, ...pins } = record.current.pins;
      return { ...record, current: { ...record.current, pins } };
    });
    const restarted = world.restart();
    const old = await restarted.connections.find("zoho", "acme");
    expect(old?.pins.orgs).toBeUndefined();
    expect((await restarted.caller.call(crm(old ?? (await connect(world, "us"))))).status).toBe(200);
    expect((await connect(world, "us")).pins.orgs).toHaveProperty("crm.chosen");
  });
});

describe("Orgs per product", () => {
  test("every app that the scopes let ask is asked, and each of its orgs is named", async () => {
    const world = await begin();
    const { pins } = await connect(world, "us", {}, { scopes: EVERYTHING });
    const named = (product: string, ...names: readonly string[]) =>
      names.map((name) => ({ id: orgId(world, product, `${name} (Production)`), name }));
    const one = (product: string) => {
      const reached = named(product, "Acme");
      return { reached, chosen: reached[0]?.id };
    };
    expect(pins.orgs).toEqual({
      crm: one("crm"),
      bigin: one("bigin"),
      desk: one("desk"),
      // Two each: calls name one, and nobody has chosen.
      books: { reached: named("books", "Acme", "Acme Services") },
      projects: { reached: named("projects", "Acme", "Acme Services") },
    });
    expect(pins).toMatchObject({ level: "verified", orgName: "Acme" });
  });

  test("one is chosen on purpose, stays so after a restart and over the next consent, and costs no token", async () => {
    const world = await begin();
    const connection = await connect(world, "us", {}, { scopes: EVERYTHING });
    const services = orgId(world, "books", "Acme Services (Production)");
    const sent = world.sent.length;
    const chosen = await chooseOrg(world.zoho, connection.id, { app: "books", orgId: services });
    expect(chosen.pins.orgs?.books?.chosen).toBe(services);
    expect(chosen.generation).toBe(connection.generation);
    expect(world.sent).toHaveLength(sent);
    expect((await world.restart().connections.find("zoho", "acme"))?.pins.orgs?.books?.chosen).toBe(services);
    const again = await connect(world, "us", {}, { scopes: EVERYTHING });
    expect(again.pins.orgs?.books?.chosen).toBe(services);
    expect(again.pins.orgs?.projects?.chosen).toBeUndefined();
  });

  test("what the grant does not reach can't be chosen, and it is said what it reaches", async () => {
    const world = await begin();
    const { id } = await connect(world, "us", {}, { scopes: EVERYTHING });
    const foreign = orgId(world, "books", "Ledger (Production)");
    const error = await expectCode(chooseOrg(world.zoho, id, { app: "books", orgId: foreign }), "wrong_org");
    expect(error.class).toBe("no_org");
    expect(error.message).toMatch(
      new RegExp(`org ${foreign} in Books; there are Acme \\(\\d+\\), Acme Services`),
    );
    await expectCode(chooseOrg(world.zoho, id, { app: "analytics", orgId: "1" }), "wrong_org");
    await expectCode(chooseOrg(world.zoho, "0".repeat(32), { app: "books", orgId: "1" }), "not_connected");
    expect(await world.zoho.vault.ids("grant")).toEqual([id]);
  });

  test("a grant without CRM is proven by the apps that it has", async () => {
    const world = await begin();
    const scopes = ["ZohoBooks.settings.READ"];
    const { pins, environment } = await connect(world, "us", { person: "Kim Hale" }, { scopes });
    const id = orgId(world, "books", "Ledger (Production)");
    expect(pins).toEqual({
      level: "verified",
      orgId: id,
      orgName: "Ledger",
      orgs: { books: { reached: [{ id, name: "Ledger" }], chosen: id } },
    });
    expect(environment).toBe("Production");
  });

  test("of several orgs none stands for the connection, unless one is declared", async () => {
    const world = await begin();
    const scopes = ["ZohoBooks.settings.READ"];
    const open = await connect(world, "us", {}, { scopes });
    expect(open.pins).toMatchObject({ level: "verified" });
    expect(open.pins).not.toHaveProperty("orgId");
    const services = orgId(world, "books", "Acme Services (Production)");
    const declared = {
      scopes,
      connectionName: "services",
      expected: { level: "declared", orgId: services },
    } as const;
    expect((await connect(world, "us", {}, declared)).pins).toMatchObject({
      orgId: services,
      orgName: "Acme Services",
      orgs: { books: { chosen: services } },
    });
    const foreign = {
      ...declared,
      connectionName: "foreign",
      expected: { level: "declared", orgId: "42" },
    } as const;
    expect(await consent(world, "us", {}, foreign)).toMatchObject({ error: { code: "pinned_elsewhere" } });
  });

  test("an app that can't be reached is no reason to fail, and what was known of it stays", async () => {
    const world = await begin();
    const { id } = await connect(world, "us", {}, { scopes: EVERYTHING });
    const services = orgId(world, "books", "Acme Services (Production)");
    await chooseOrg(world.zoho, id, { app: "books", orgId: services });
    await fault(world, "/books/v3/organizations", 1);
    const again = await connect(world, "us", {}, { scopes: EVERYTHING });
    expect(again.pins.orgs?.books?.chosen).toBe(services);
    // Without its scope it is forgotten: the new grant can't reach it.
    expect((await connect(world, "us")).pins.orgs).not.toHaveProperty("books");
  });

  test("who has no org in an app has none to choose", async () => {
    const world = await begin();
    const scopes = [...CRM_SCOPES, "ZohoBooks.settings.READ"];
    const { pins } = await connect(world, "us", { person: "Jo Lind" }, { scopes });
    expect(pins).toMatchObject({ level: "verified", orgName: "Acme", user: "Jo Lind" });
    expect(pins.orgs?.books).toEqual({ reached: [] });
  });
});

const LANDINGS: readonly (readonly [
  string,
  { readonly person: string; readonly org?: string },
  { readonly person: string; readonly org?: string },
  string,
  string,
])[] = [
  [
    "another org",
    { person: "Alex Stone", org: "Birch Retail (Production)" },
    { person: "Alex Stone", org: "Cedar Foods (Production)" },
    "Birch Retail (Production, Alex Stone)",
    "Cedar Foods (Production, Alex Stone)",
  ],
  [
    "another environment",
    { person: "Robin Vale", org: "Acme (Sandbox)" },
    { person: "Robin Vale", org: "Acme (Production)" },
    "Acme (Sandbox, Robin Vale)",
    "Acme (Production, Robin Vale)",
  ],
  [
    "another person",
    { person: "Robin Vale", org: "Acme (Production)" },
    { person: "Jo Lind", org: "Acme (Production)" },
    "Acme (Production, Robin Vale)",
    "Acme (Production, Jo Lind)",
  ],
  [
    "another data center",
    { person: "Robin Vale" },
    { person: "Remy Roy" },
    "Acme (Production, Robin Vale)",
    "Maple Works (Production, Remy Roy)",
  ],
];

describe("A consent that lands elsewhere", () => {
  const everywhere = { allowedDataCenters: ["us", "ca"] } as const;

  test.each(LANDINGS)(
    "%s is refused with both names; the old grant goes on",
    async (_what, first, second, pinned, actual) => {
      const world = await begin();
      const before = await connect(world, "us", first, everywhere);
      const outcome = await consent(world, "us", second, everywhere);
      if (outcome.state === "connected") throw new Error("it was not refused");
      expect(outcome.error.cause).toMatchObject({ code: "pinned_elsewhere", details: { pinned, actual } });
      expect(outcome.error.message).toContain(`belongs to ${pinned}`);
      expect(outcome.error.message).toContain(`given for ${actual}`);
      expectNoSecret(everythingIn(outcome.error), secretsSent(world.sent));
      expect(await world.zoho.connections.find("zoho", "acme")).toEqual(before);
      expect((await world.zoho.caller.call(crm(before))).status).toBe(200);
      const record = await world.zoho.vault.read("grant", before.id);
      expect(record?.candidate).toBeUndefined();
      expect(record?.retired).toHaveLength(1);
    },
  );

  test.each(LANDINGS)(
    "%s: moved there by an explicit choice; the old grant is retired",
    async (_what, first, second, _pinned, actual) => {
      const world = await begin();
      const before = await connect(world, "us", first, everywhere);
      const moved = await connect(world, "us", second, { ...everywhere, elsewhere: "move" });
      expect(moved.generation).toBe(before.generation + 1);
      expect(`${moved.pins.orgName ?? ""} (${moved.environment}, ${moved.pins.user ?? ""})`).toBe(actual);
      expect((await world.zoho.caller.call(crm(moved))).status).toBe(200);
      expect((await world.zoho.vault.read("grant", before.id))?.retired).toHaveLength(1);
      // It has moved for good: the next consent is measured by the new place.
      const back = await consent(world, "us", first, everywhere);
      expect(back).toMatchObject({ state: "failed", error: { code: "pinned_elsewhere" } });
    },
  );

  test("a move does not go past what is declared", async () => {
    const world = await begin();
    const orgOf = orgId(world, "crm", "Acme (Sandbox)");
    const expected: Pins = { level: "declared", environment: "Sandbox", orgId: orgOf };
    const sandbox = { person: "Robin Vale", org: "Acme (Sandbox)" };
    await connect(world, "us", sandbox, { expected });
    const production = { person: "Robin Vale", org: "Acme (Production)" };
    const refused = await consent(world, "us", production, { expected, elsewhere: "move" });
    expect(refused).toMatchObject({ state: "failed", error: { code: "pinned_elsewhere" } });
    expect(await connect(world, "us", sandbox, { expected, elsewhere: "move" })).toMatchObject({
      environment: "Sandbox",
    });
  });

  test("the choice outlasts a restart while the person consents", async () => {
    const world = await begin();
    await connect(world, "us", { org: "Acme (Sandbox)" });
    await signIn(world, "us", { org: "Acme (Production)" });
    const started = await world.zoho.consents.start({ ...askedBy(world, "us"), elsewhere: "move" });
    const query = queryOf((await world.visit(started.url)).location);
    const restarted = { ...world, zoho: world.restart() };
    expect(await comeBack(restarted, query)).toMatchObject({ connection: { environment: "Production" } });
  });

  test("a chosen organization that the new consent no longer reaches is refused by its name", async () => {
    const hidden = { books: false };
    const world = await begin({ through: withoutServices(hidden) });
    const { id } = await connect(world, "us", {}, { scopes: EVERYTHING });
    const services = orgId(world, "books", "Acme Services (Production)");
    await chooseOrg(world.zoho, id, { app: "books", orgId: services });
    hidden.books = true;
    const refused = await consent(world, "us", {}, { scopes: EVERYTHING });
    expect(refused).toMatchObject({ error: { code: "pinned_elsewhere" } });
    if (refused.state === "failed") {
      expect(refused.error.message).toMatch(
        /belongs to Acme Services \(\d+\) in Books, .*given for Acme \(\d+\) in Books/,
      );
    }
    const moved = await connect(world, "us", {}, { scopes: EVERYTHING, elsewhere: "move" });
    expect(moved.pins.orgs?.books).toMatchObject({
      reached: [{ name: "Acme" }],
      chosen: moved.pins.orgs?.books?.reached[0]?.id,
    });
  });
});

/** Zoho, once the person has left the second organization of Books. */
function withoutServices(hidden: { readonly books: boolean }): (send: Transport) => Transport {
  return (send) => async (request) => {
    const response = await send(request);
    if (!hidden.books || request.url.pathname !== "/books/v3/organizations") return response;
    const body = JSON.parse(response.body.toString()) as { readonly organizations: readonly object[] };
    const rest = { ...body, organizations: body.organizations.slice(0, 1) };
    return { ...response, body: Buffer.from(JSON.stringify(rest)) };
  };
}

describe("A recreated sandbox: the same name, another org ID", () => {
  /** Zoho, once the sandbox has been made anew. */
  function recreated(anew: { is: boolean }): (send: Transport) => Transport {
    return (send) => async (request) => {
      const response = await send(request);
      if (!anew.is || !request.url.pathname.endsWith("/crm/v8/org")) return response;
      const text = response.body.toString().replace(/"zgid":"\d+"/, '"zgid":"900000000000000001"');
      return { ...response, body: Buffer.from(text) };
    };
  }

  test("is refused, and told apart by its ID; then moved on purpose, and that is the new truth", async () => {
    const anew = { is: false };
    const world = await begin({ through: recreated(anew) });
    const sandbox = { org: "Acme (Sandbox)" };
    const { pins: old } = await connect(world, "us", sandbox);
    anew.is = true;
    const refused = await errorOf(
      consent(world, "us", sandbox).then((outcome) => {
        if (outcome.state === "failed") throw outcome.error;
      }),
    );
    expect(refused.code).toBe("pinned_elsewhere");
    expect(refused.message).toMatch(
      new RegExp(`Acme \\(Sandbox, Robin Vale\\) with the ID ${old.orgId ?? ""}`),
    );
    expect(refused.message).toContain("900000000000000001");
    expect(refused.message).toMatch(/moves there.*sandbox was made anew/);
    expect(refused.cause.details).toMatchObject({
      expected: { orgId: old.orgId },
      found: { orgId: "900000000000000001", orgName: "Acme", environment: "Sandbox" },
    });

    const moved = await connect(world, "us", sandbox, { elsewhere: "move" });
    expect(moved.pins).toMatchObject({
      level: "verified",
      orgId: "900000000000000001",
      environment: "Sandbox",
    });
    expect((await connect(world, "us", sandbox)).pins.orgId).toBe("900000000000000001");
    anew.is = false;
    expect(await consent(world, "us", sandbox)).toMatchObject({ error: { code: "pinned_elsewhere" } });
  });
});
