import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_ROUTES, type AdminRoute } from "../../nodes/shared/admin/route-table";
import { startNodeRed, type NodeRed } from "../support/node-red-runtime";
import { fixedCases } from "../inputs/support/run-inputs";
import { badRequests, sent } from "./support/bad-requests";
import { allFiles, type Canaries, findCanaries } from "./support/canaries";
import { type EditorRoute, GOOD_REQUESTS, type LostConsent, type Scene } from "./support/good-requests";
import { plainRequest } from "./support/plain-request";
import { secretsOfConnection } from "./support/secrets-of-connection";
import { connectionsOf, startWorld, type World } from "./support/world";
import { client, declared, TAB } from "./support/zoho-flow";

const EDITOR_ROUTES = Object.keys(GOOD_REQUESTS) as EditorRoute[];
const FLOWS = [TAB, client("client", { connections: [declared("acme")] })];
const ROOT = "/nodes/admin/";
const SCOPE = "ZohoCRM.modules.ALL,ZohoCRM.org.READ,ZohoCRM.users.READ";

/** A stand-in, to know what is tried before anything runs. */
const ANYTHING: Scene = {
  connection: "a".repeat(32),
  ticket: "b".repeat(64),
  probe: "d".repeat(24),
  code: "c",
  callback: "http://x/",
  soid: "ZohoCRM.1",
  lost: { ticket: "d".repeat(64), address: "http://x/?state=e&code=f", cookie: "zoho-consent-d=g" },
};

/** What is tried with each route, by name. */
const TRIED = EDITOR_ROUTES.flatMap((route) =>
  badRequests(route, GOOD_REQUESTS[route](ANYTHING), { root: ROOT, host: "x" }).map(({ what }) => ({
    what: `${route} refuses ${what}`,
    route,
    fault: what,
  })),
);

/** Addresses by server, `GET /path`, sorted. */
interface Addresses {
  readonly admin: readonly string[];
  readonly node: readonly string[];
}

async function addressesOf(nodeRed: NodeRed): Promise<Addresses> {
  return (await (await nodeRed.admin("probe/routes")).json()) as Addresses;
}

function added(to: readonly string[], by: readonly string[]): readonly string[] {
  return by.filter((one) => !to.includes(one)).sort();
}

describe.each(["4.1", "5"] as const)("The admin routes on Node-RED %s", (version) => {
  let world: World;
  let scene: Scene;
  let secrets: Canaries;
  /** All that was ever answered to a bad request. */
  const answered: string[] = [];
  beforeAll(async () => {
    const settings = { httpAdminRoot: ROOT };
    world = await startWorld({ version, flows: FLOWS, ready: ["acme"], settings });
    scene = await setScene(world);
    secrets = { ...(await secretsOfConnection(world, scene.connection)), code: scene.code };
    secrets = { ...secrets, lost: new URL(scene.lost.address).searchParams.get("code") ?? "" };
  });
  afterAll(() => world.close());

  const server = () => ({ root: ROOT, host: new URL(world.nodeRed.url).host });
  const vaultFiles = () => allFiles(join(world.nodeRed.userDir, "zoho"));

  test("are those of the table, whoever has registered them", async () => {
    const bare = await startNodeRed({ version, package: "none", settings: { httpAdminRoot: ROOT } });
    try {
      const [without, withUs] = [await addressesOf(bare), await addressesOf(world.nodeRed)];
      const routes: readonly AdminRoute[] = ADMIN_ROUTES;
      const named = (rows: readonly AdminRoute[]) =>
        rows.map(({ method, path }) => `${method} ${path}`).sort();
      expect(added(without.admin, withUs.admin)).toEqual(named(routes));
      expect(added(without.node, withUs.node)).toEqual(
        named(routes.filter((row) => row.guard !== undefined)),
      );
    } finally {
      await bare.stop();
    }
  });

  test("are tried with at least 80 bad requests", () => {
    expect(TRIED.length).toBeGreaterThan(80);
  });

  fixedCases("admin", TRIED, async ({ route, fault }) => {
    const bad = badRequests(route, GOOD_REQUESTS[route](scene), server()).find((one) => one.what === fault);
    if (bad === undefined) throw new Error("there is no such request");
    await world.emulator.forgetRequests();
    const before = await vaultFiles();
    const answer = await plainRequest(world.nodeRed.url, bad.request);
    answered.push(JSON.stringify(answer));
    expect({ status: answer.status, text: answer.text.slice(0, 300) }).toMatchObject({ status: bad.status });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(await vaultFiles()).toEqual(before);
    expect(await world.emulator.requests()).toEqual([]);
  });

  test("nothing secret was in any of these answers or in the log", () => {
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(30);
    expect(answered).toHaveLength(TRIED.length);
    expect(findCanaries(answered.join("\n") + world.nodeRed.log(), secrets)).toEqual([]);
  });

  test("each of these requests would have been answered without its one fault", async () => {
    // What takes the connection away comes last.
    const order = [...EDITOR_ROUTES].sort(
      (one, other) => Number(one.startsWith("DELETE")) - Number(other.startsWith("DELETE")),
    );
    for (const route of order) {
      const [connection, lost] = [await madeConnection(world.nodeRed), await lostConsent(world)];
      const now = { ...scene, connection, lost, probe: await madeProbe(world.nodeRed) };
      const answer = await plainRequest(world.nodeRed.url, sent(route, GOOD_REQUESTS[route](now), server()));
      expect(`${route} ${String(answer.status)} ${answer.text}`).toContain(`${route} 200`);
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      expect(answer.headers["cache-control"]).toBe("no-store");
    }
  });
});

/** Begins a consent in a browser that will find nothing at the redirect URI, and accepts it. */
async function lostConsent({ nodeRed, emulator }: World): Promise<LostConsent> {
  const { body } = GOOD_REQUESTS["POST /zoho/connect"]({ ...ANYTHING, callback: "http://127.0.0.1:9/lost" });
  const begun = await nodeRed.admin("zoho/connect", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...body, connection: "lost" }),
  });
  const { ticket, url } = (await begun.json()) as { readonly ticket: string; readonly url: string };
  await emulator.settings({ autoConsent: "Robin Vale", autoConsentOrg: "Acme (Production)" });
  const redirect = await fetch(url, { redirect: "manual" });
  await emulator.settings({ autoConsent: null, autoConsentOrg: null });
  const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { ticket, address: redirect.headers.get("location") ?? "", cookie };
}

/** Sets up all that good requests speak of. */
async function setScene(world: World): Promise<Scene> {
  const { nodeRed, emulator, running } = world;
  const callback = `${nodeRed.adminUrl}zoho/callback`;
  const code = () => emulator.grantCode({ person: "Robin Vale", scope: SCOPE });
  const ask = async (route: EditorRoute, more: Partial<Scene>, body: object = {}): Promise<unknown> => {
    const request = sent(route, GOOD_REQUESTS[route]({ ...ANYTHING, ...more }), { root: ROOT, host: "" });
    const whole = JSON.stringify({ ...(JSON.parse(request.body ?? "{}") as object), ...body });
    const answer = await plainRequest(nodeRed.url, { ...request, body: whole });
    return JSON.parse(answer.text) as unknown;
  };
  await ask("POST /zoho/grant-code", { code: await code() }, { connection: "made" });
  const { ticket } = (await ask("POST /zoho/connect", { callback })) as { readonly ticket: string };
  const robin = running.ready.people.find(({ name }) => name === "Robin Vale");
  const org = robin?.orgs.find((one) => one.product === "crm" && one.environment === "Production");
  return {
    connection: await madeConnection(nodeRed),
    probe: await madeProbe(nodeRed),
    ticket,
    code: await code(),
    callback,
    soid: `ZohoCRM.${org?.id ?? ""}`,
    lost: await lostConsent(world),
  };
}

/** A check of the callback, which is over after two minutes. */
async function madeProbe(nodeRed: NodeRed): Promise<string> {
  const request = sent("POST /zoho/callback-check", { body: {} }, { root: ROOT, host: "" });
  const { text } = await plainRequest(nodeRed.url, request);
  return (JSON.parse(text) as { readonly probe: string }).probe;
}

/** ID of the connection that no client declares, and that may be renamed therefore. */
async function madeConnection(nodeRed: NodeRed): Promise<string> {
  const listed = await connectionsOf(nodeRed, "realm=emulator&clientType=self");
  return listed[0]?.id ?? "";
}
