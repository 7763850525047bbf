import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWorld, type World } from "./support/world";

describe("the check whether Zoho's redirect arrives", () => {
  let world: World;
  beforeAll(async () => {
    const settings = { httpAdminRoot: "/nodes/admin", httpNodeRoot: "/flows" };
    world = await startWorld({ flows: [], settings });
  });
  afterAll(() => world.close());

  async function begin(): Promise<string> {
    const response = await world.nodeRed.admin("zoho/callback-check", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    return ((await response.json()) as { probe: string }).probe;
  }

  const standing = async (probe: string): Promise<unknown> =>
    (await world.nodeRed.admin(`zoho/callback-check/${probe}`)).json();

  const open = (path: string, query: Readonly<Record<string, string>>, accept = "*/*"): Promise<Response> =>
    fetch(`${world.nodeRed.url}${path}?${new URLSearchParams(query).toString()}`, { headers: { accept } });

  test.each([
    ["/nodes/admin/zoho/callback", "admin"],
    ["/flows/zoho/callback", "node"],
  ])("at %s the word arrives, and the runtime knows where", async (path, on) => {
    const probe = await begin();
    expect(await standing(probe)).toEqual({ arrived: false });
    const response = await open(path, { zoho_check: probe });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(await standing(probe)).toEqual({ arrived: true, on });
  });

  test("a person who opens the address by hand reads that it arrives", async () => {
    const probe = await begin();
    const response = await open("/nodes/admin/zoho/callback", { zoho_check: probe }, "text/html,*/*;q=0.8");
    const page = await response.text();
    expect(page).toContain("It arrives");
    expect(page).not.toContain(probe);
    expect(await standing(probe)).toMatchObject({ arrived: true });
  });

  test("a word that was not given out, or was used, is a redirect like any other that belongs to nothing", async () => {
    const probe = await begin();
    const path = "/nodes/admin/zoho/callback";
    for (const query of [{ zoho_check: "made-up" }, { zoho_check: probe, state: "x" }])
      expect((await open(path, query)).status).toBe(400);
    expect(await standing(probe)).toEqual({ arrived: false });
    expect((await open(path, { zoho_check: probe })).status).toBe(204);
    expect((await open(path, { zoho_check: probe })).status).toBe(400);
    expect((await world.nodeRed.admin("zoho/callback-check/made-up")).status).toBe(404);
  });

  test("at a wrong path nothing arrives", async () => {
    const probe = await begin();
    expect((await open("/zoho/callback", { zoho_check: probe })).status).toBe(404);
    expect(await standing(probe)).toEqual({ arrived: false });
  });
});
