import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { authorize, client, probeIn, probeOut, TAB } from "./support/zoho-flow";
import { postAnswer, startWorld, tokenOfQuestion, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client"),
  probeIn("in", "authorize"),
  authorize("authorize", { errors: "output" }, [["prompt"], ["connected"], ["failed"]]),
  client("node-client", { callbackOn: "node" }),
  probeIn("node-in", "node-authorize"),
  authorize("node-authorize", { client: "node-client", errors: "output" }, [
    ["prompt"],
    ["connected"],
    ["failed"],
  ]),
  probeOut("prompt"),
  probeOut("connected"),
  probeOut("failed"),
];

describe("a link that was sent to another person", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.settings({ autoConsent: "Robin Vale", autoConsentOrg: "Acme (Production)" });
  });

  /** Opens the link up to the page that asks. */
  async function opened(
    connection: string,
    probe = "in",
  ): Promise<{ url: string; text: string; policy: string }> {
    await world.nodeRed.inject(probe, { zoho: { connection } });
    const [message = {}] = await world.nodeRed.waitFor("prompt");
    const page = await fetch((message["payload"] as { url: string }).url);
    const policy = page.headers.get("content-security-policy") ?? "";
    return { url: page.url, text: await page.text(), policy };
  }

  test.each(["in", "node-in"])(
    "asks, naming all that matters, and connects by the press of a button (%s)",
    async (probe) => {
      const name = `asked-${probe}`;
      const { url, text, policy } = await opened(name, probe);
      for (const word of [name, "Acme", "Production", "United States", "Robin Vale"])
        expect(text).toContain(word);
      expect(policy).toContain("form-action 'self'");
      expect(text).not.toContain("1000.");
      const token = tokenOfQuestion(text) ?? "";
      const answer = await postAnswer(url, { token, answer: "yes" });
      expect(await answer.text()).toContain(`${name}&#39; is connected to Acme (Production)`);
      const [connected] = await world.nodeRed.waitFor("connected");
      expect(connected).toMatchObject({ payload: { name, orgName: "Acme" } });
      expect((await postAnswer(url, { token, answer: "yes" })).status).toBe(400);
    },
  );

  test("is not confirmed by looking at a page, by another site, or with another token", async () => {
    const { url, text } = await opened("guarded");
    const token = tokenOfQuestion(text) ?? "";
    const page = new URL(url);
    page.search = new URLSearchParams({ token, answer: "yes" }).toString();
    expect((await fetch(page)).status).toBe(400);
    expect((await fetch(url)).status).toBe(400);
    const fields = { token, answer: "yes" };
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await postAnswer(url, fields, foreign)).status).toBe(403);
    expect((await postAnswer(url, { ...fields, token: `${token.slice(0, -1)}-` })).status).toBe(400);
    expect((await postAnswer(url, { token: "", answer: "" })).status).not.toBe(500);
    expect((await postAnswer(url, { token: "x".repeat(10_000), answer: "yes" })).status).not.toBe(500);
    expect(await world.nodeRed.messages("connected")).toEqual([]);
    expect(await (await postAnswer(url, fields)).text()).toContain("guarded&#39; is connected");
  });

  test("that its person does not want is told to the flow", async () => {
    const { url, text } = await opened("unwanted");
    const answer = await postAnswer(url, { token: tokenOfQuestion(text) ?? "", answer: "no" });
    expect(await answer.text()).toContain("Not connected");
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      error: { cause: { code: "consent_unconfirmed", connection: "unwanted" } },
    });
  });

  test("waits for its confirmation over a restart, and connects without a question the next time", async () => {
    const { url, text } = await opened("patient");
    await world.nodeRed.restart();
    world.nodeRed.forget();
    const again = new URL(url);
    const answer = await postAnswer(again.href, { token: tokenOfQuestion(text) ?? "", answer: "yes" });
    expect(await answer.text()).toContain("patient&#39; is connected");
    const [connected] = await world.nodeRed.waitFor("connected");
    expect(connected).toMatchObject({ payload: { name: "patient" } });
    world.nodeRed.forget();
    expect((await opened("patient")).text).toContain("patient&#39; is connected");
  });
});
