import { afterEach, expect, test } from "vitest";
import { authorize, catcher, client, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { openInBrowser, startWorld, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client"),
  probeIn("connect-in", "connect"),
  authorize("connect", {}, [["prompt"], ["connected"]]),
  probeIn("call-in", "call"),
  request("call", { product: "", method: "" }, [["answered"]]),
  catcher("catch", ["connect", "call"], "failed"),
  probeOut("prompt"),
  probeOut("connected"),
  probeOut("answered"),
  probeOut("failed"),
];

/** More than the 20 refresh tokens that Zoho lets live. */
const TIMES = 24;

/** What a revocation ends at Zoho is not documented: only the token, or all of that person, client and org. */
const KINDS = ["token", "orgGrant"] as const;

let world: World | undefined;
afterEach(async () => {
  await world?.close();
});

test.each(KINDS)(
  "connecting again and again never loses the new grant, where revoking kills: %s",
  async (kills) => {
    world = await startWorld({ flows: FLOWS, env: { ZOHO_MACHINES: "25" } });
    const { nodeRed, emulator } = world;
    await emulator.settings({
      autoConsent: "Robin Vale",
      autoConsentOrg: "Acme (Production)",
      revokeKills: kills,
      // Nobody connects so often within ten minutes: the limits of that are not what is tested here.
      grantsPer10min: 1_000,
      refreshPer10min: 1_000,
    });
    for (let time = 1; time <= TIMES; time++) {
      await nodeRed.inject("connect-in", { zoho: { connection: "acme" } });
      const prompts = await nodeRed.waitFor("prompt", time);
      await openInBrowser((prompts.at(-1)?.["payload"] as { url: string }).url);
      await nodeRed.waitFor("connected", time);
      await nodeRed.inject("call-in", { zoho: { connection: "acme", path: "org" } });
      await nodeRed.waitFor("answered", time);
    }
    expect(nodeRed.log()).toContain("25 machines were announced.");
    // The grant itself, and not only the token that came with it.
    await emulator.action("evictAccessTokens");
    await nodeRed.inject("call-in", { zoho: { connection: "acme", path: "org" } });
    await nodeRed.waitFor("answered", TIMES + 1);
    expect(await nodeRed.messages("failed")).toEqual([]);
  },
);
