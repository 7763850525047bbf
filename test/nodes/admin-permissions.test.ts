import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_ROUTES, type AdminRoute } from "../../nodes/shared/admin/route-table";
import { sent } from "./support/bad-requests";
import { type EditorRoute, GOOD_REQUESTS, NO_SCENE } from "./support/good-requests";
import { plainRequest } from "./support/plain-request";
import { startWorld, type World } from "./support/world";
import { client, TAB } from "./support/zoho-flow";

/** bcrypt of "secret". */
const PASSWORD = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";
const ROUTES: readonly AdminRoute[] = ADMIN_ROUTES;
const GUARDED = ROUTES.flatMap(({ method, path, permission }) =>
  permission === undefined ? [] : [{ route: `${method} ${path}` as EditorRoute, permission }],
);
const PERMISSIONS = [...new Set(GUARDED.map(({ permission }) => permission))];

const users = [
  { username: "reader", password: PASSWORD, permissions: "read" },
  // Node-RED's own permissions do not open our routes.
  {
    username: "stranger",
    password: PASSWORD,
    permissions: ["flows.read", "flows.write", "settings.read", "nodes.read", "nodes.write"],
  },
  ...PERMISSIONS.flatMap((permission) => [
    { username: `only-${permission}`, password: PASSWORD, permissions: [permission] },
    {
      username: `all-but-${permission}`,
      password: PASSWORD,
      permissions: PERMISSIONS.filter((one) => one !== permission),
    },
  ]),
];

describe.each(["4.1", "5"] as const)("Under adminAuth on Node-RED %s", (version) => {
  let world: World;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    const settings = { adminAuth: { type: "credentials", users } };
    world = await startWorld({ version, flows: [TAB, client("client")], settings });
    for (const { username, permissions } of users) {
      const scope = [permissions].flat().join(" ");
      const form = {
        client_id: "node-red-admin",
        grant_type: "password",
        scope,
        username,
        password: "secret",
      };
      const answer = await world.nodeRed.admin("auth/token", {
        method: "POST",
        body: new URLSearchParams(form),
      });
      tokens.set(username, ((await answer.json()) as { access_token: string }).access_token);
    }
  });
  afterAll(() => world.close());

  async function statusFor(route: EditorRoute, authorization: string | undefined): Promise<number> {
    // Who is let through is told that nothing of it exists, and nothing happens.
    const request = sent(route, GOOD_REQUESTS[route](NO_SCENE), { root: "/", host: "" });
    const headers = { ...request.headers, ...(authorization !== undefined && { authorization }) };
    return (await plainRequest(world.nodeRed.url, { ...request, headers })).status;
  }
  const statusOf = (route: EditorRoute, username: string): Promise<number> =>
    statusFor(route, `Bearer ${tokens.get(username) ?? ""}`);

  test.each(GUARDED)("$route takes $permission and nothing else", async ({ route, permission }) => {
    for (const nobody of [undefined, "", "Bearer x", "Bearer undefined", "Basic cmVhZGVyOnNlY3JldA=="])
      expect(await statusFor(route, nobody)).toBe(401);
    // Node-RED answers so as well to a person who may not.
    expect(await statusOf(route, "stranger")).toBe(401);
    expect(await statusOf(route, `all-but-${permission}`)).toBe(401);
    expect(await statusOf(route, `only-${permission}`)).not.toBe(401);
    const reader = await statusOf(route, "reader");
    if (permission.endsWith(".read")) expect(reader).not.toBe(401);
    else expect(reader).toBe(401);
  });

  test("by whatever name the editor is open: a rebound page has no token", async () => {
    const { port } = new URL(world.nodeRed.url);
    const request = sent("GET /zoho/outbox", {}, { root: "/", host: "" });
    const named = { ...request.headers, host: `gateway.example:${port}` };
    const answer = (more: object) =>
      plainRequest(world.nodeRed.url, { ...request, headers: { ...named, ...more } });
    expect((await answer({})).status).toBe(401);
    const authorization = `Bearer ${tokens.get("reader") ?? ""}`;
    expect((await answer({ authorization })).status).toBe(200);
  });
});
