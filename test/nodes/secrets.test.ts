import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FlowNode } from "../support/flow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { READY_MADE_SERVER_CLIENT } from "../../src/emulator/ready-made-clients";
import { openFileVault } from "../../src/vault/file-vault";
import { allFiles, type Canaries, findCanaries } from "./support/canaries";
import {
  authorize,
  catcher,
  client,
  declared,
  probeIn,
  probeOut,
  refresh,
  request,
  TAB,
} from "./support/zoho-flow";
import { postAnswer, startWorld, tokenOfQuestion, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client", {
    connections: [declared("acme")],
    credentials: { clientSecret: READY_MADE_SERVER_CLIENT.clientSecret },
  }),
  probeIn("call-in", "call"),
  request("call", { product: "", method: "", errors: "output" }, [["seen"], ["seen"]]),
  probeIn("token-in", "token"),
  refresh("token", { connection: "*" }, [["seen"]]),
  probeIn("connect-in", "connect"),
  authorize("connect", { errors: "output" }, [["prompt"], ["seen"], ["seen"]]),
  catcher("catch", ["token"], "seen"),
  probeOut("seen"),
  probeOut("prompt"),
];

/** Follows a consent by hand, confirms it, and keeps the code and state that pass. */
async function consent(address: string): Promise<{ code: string; state: string; page: string }> {
  const first = await fetch(address, { redirect: "manual" });
  const back = new URL(first.headers.get("location") ?? "");
  const question = await (await fetch(back)).text();
  const token = tokenOfQuestion(question) ?? "";
  const answer = await (await postAnswer(back.href, { token, answer: "yes" })).text();
  const [code, state] = ["code", "state"].map((name) => back.searchParams.get(name) ?? "");
  return { code: code ?? "", state: state ?? "", page: question + answer };
}

describe("secrets", () => {
  let world: World;
  let canaries: Canaries;
  const seen: string[] = [];

  beforeAll(async () => {
    world = await startWorld({
      flows: FLOWS.map(({ credentials: _typedLater, ...node }) => node as FlowNode),
      ready: ["acme"],
      env: { NODE_DEBUG: "undici,fetch" },
    });
    const { nodeRed, emulator } = world;
    // Deployed as the editor does it: a flow file written by hand would hold the credentials in clear.
    await nodeRed.deploy(FLOWS);
    await emulator.settings({ autoConsent: "Robin Vale", autoConsentOrg: "Acme (Sandbox)" });
    await nodeRed.inject("connect-in", { zoho: { connection: "other" } });
    const [prompt] = await nodeRed.waitFor("prompt");
    const { code, state, page } = await consent((prompt?.["payload"] as { url: string }).url);
    await nodeRed.waitFor("seen", 1);
    // Everything that can go well or wrong in a call, once.
    await emulator.faults([
      { match: { path: "/crm/v8/users" }, fault: "reset", times: 2 },
      { match: { path: "/crm/v8/Deals" }, fault: "html", times: 1 },
      { match: { path: "/crm/v8/Tasks" }, fault: "invalidToken", times: 2 },
    ]);
    for (const path of [
      "org",
      "users",
      "Deals?fields=Deal_Name",
      "Tasks?fields=Subject",
      "Unicorns",
      "https://evil.example/x",
    ]) {
      await nodeRed.inject("call-in", { zoho: { connection: "acme", path } });
    }
    await nodeRed.inject("token-in", {});
    await nodeRed.waitFor("seen", 8);
    await emulator.action("revokeGrants", { org: "Acme (Sandbox)" });
    await nodeRed.inject("call-in", { zoho: { connection: "other", path: "org" } });
    await nodeRed.waitFor("seen", 9);
    await nodeRed.inject("connect-in", { zoho: { connection: "waiting" } });
    const prompts = await nodeRed.waitFor("prompt", 2);
    seen.push(page, JSON.stringify(await nodeRed.messages("seen")));
    seen.push(JSON.stringify([await nodeRed.statuses("call"), await nodeRed.statuses("connect")]));
    for (const path of [
      "zoho/connections?realm=emulator",
      "zoho/overview",
      "flows",
      "nodes",
      "settings",
      "credentials/zoho-client/client",
    ]) {
      seen.push(await (await nodeRed.admin(path)).text());
    }
    canaries = {
      ...(await secretsOfVault(nodeRed.userDir)),
      code,
      state,
      waitingState: stateOf(prompts[1]?.["payload"]),
    };
    await nodeRed.stop();
    seen.push(nodeRed.log());
  });
  afterAll(() => world.close());

  function stateOf(payload: unknown): string {
    return new URL((payload as { url: string }).url).searchParams.get("state") ?? "";
  }

  async function secretsOfVault(userDir: string): Promise<Canaries> {
    const directory = join(userDir, "zoho");
    const vault = await openFileVault({ directory, keys: [] });
    const found: Record<string, string> = { clientSecret: READY_MADE_SERVER_CLIENT.clientSecret };
    for (const id of await vault.ids("grant")) {
      found[`refresh token of ${id}`] = (await vault.read("grant", id))?.current?.refreshToken ?? "";
      found[`access token of ${id}`] = (await vault.read("access", id))?.token ?? "";
    }
    for (const id of await vault.ids("start")) {
      const started = await vault.read("start", id);
      if (started?.device === undefined) found["code verifier"] = started?.codeVerifier ?? "";
    }
    found["vault key file"] = (await readFile(join(directory, "vault.key"), "utf8")).trim();
    return found;
  }

  test("all kinds of secrets were really there to be leaked", () => {
    expect(Object.keys(canaries)).toHaveLength(10);
    for (const [name, secret] of Object.entries(canaries)) expect(secret.length, name).toBeGreaterThan(30);
  });

  test("a leak planted on purpose is found in each form", () => {
    const secret = canaries["code"] ?? "";
    for (const form of [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)]) {
      expect(findCanaries(`before ${form} after`, canaries)).toEqual(["code"]);
    }
  });

  test("none is in a message, a status, an answer of the editor's routes, or the log at level trace", () => {
    expect(seen.join("").length).toBeGreaterThan(10_000);
    expect(findCanaries(seen.join("\n"), canaries)).toEqual([]);
  });

  test("none is in a file of the user directory, the vault included, save the key file itself", async () => {
    const files = await allFiles(world.nodeRed.userDir);
    expect(files.map(({ path }) => path).join()).toContain("flows.json");
    const leaks = files.flatMap(({ path, text }) =>
      findCanaries(text, canaries).map((name) => `${name} in ${path}`),
    );
    expect(leaks.filter((leak) => !/^vault key file in .*vault\.key$/.test(leak))).toEqual([]);
  });
});
