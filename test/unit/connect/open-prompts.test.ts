import { describe, expect, it } from "vitest";
import type { ConsentOutcome } from "../../../src/connect/consent-outcomes";
import type { ConsentRequest } from "../../../src/connect/consent-start";
import { accepted, ASKED, comeBack, ConsentingZoho, stateOf } from "../support/consent";
import { settled } from "../support/held-clock";
import { library } from "../support/library";
import { reply } from "../support/scripted-transport";

const MINUTE = 60_000;

function world(parts: Parameters<typeof library>[0] = {}) {
  const fake = new ConsentingZoho();
  const all = library({ transport: fake.transport, ...parts });
  const outcomes: ConsentOutcome[] = [];
  all.zoho.consents.outcomes.listen((_consent, outcome) => outcomes.push(outcome));
  const start = (extra: Partial<ConsentRequest> = {}) => all.zoho.consents.start({ ...ASKED, ...extra });
  return { ...all, fake, outcomes, start };
}

const codes = (outcomes: readonly ConsentOutcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.state === "failed" ? outcome.error.code : outcome.state));

describe("the same start again", () => {
  it("returns the link that waits, however often and however fast it is asked for", async () => {
    const { start, vault, zoho, outcomes } = world();
    const links = await Promise.all(Array.from({ length: 10 }, () => start()));
    const again = await start({ scopes: [...ASKED.scopes].reverse(), timeoutMs: 5 * MINUTE });
    expect(new Set([...links, again].map(({ url }) => url.href)).size).toBe(1);
    expect(await vault.ids("start")).toHaveLength(1);
    expect((await comeBack(zoho, accepted(stateOf(again)))).state).toBe("connected");
    expect(codes(outcomes)).toEqual(["connected"]);
    expect((await start()).ticket).not.toBe(again.ticket);
  });

  it.each([
    ["another node", { startedBy: "node2" }],
    ["another name", { connectionName: "beta" }],
  ])("by %s is another start, and both wait", async (_what, extra) => {
    const { start, vault } = world();
    expect((await start(extra)).ticket).not.toBe((await start()).ticket);
    expect(await vault.ids("start")).toHaveLength(2);
  });

  it.each([
    ["scopes", { scopes: ["ZohoCRM.org.READ"] }],
    ["client", { clientId: "1000.OTHER" }],
    ["client secret", { clientSecret: "another" }],
    ["redirect URI", { redirectUri: "https://other.example/cb" }],
    ["expected org", { expected: { level: "declared", orgId: "1" } }],
    ["leave to move", { elsewhere: "move" }],
  ] as const)("with another %s takes the place of the first, whose flow is told", async (_what, extra) => {
    const { start, vault, zoho, outcomes } = world();
    const first = await start();
    const second = await start(extra);
    expect(await vault.ids("start")).toEqual([second.ticket]);
    expect(codes(outcomes)).toEqual(["consent_cancelled"]);
    await expect(comeBack(zoho, accepted(stateOf(first)))).rejects.toMatchObject({
      code: "callback_invalid",
    });
  });

  it("after a restart takes the place of the former: its link was in memory alone", async () => {
    const first = world();
    const former = await first.start();
    first.zoho.consents.close();
    const second = world({ vault: first.vault, clock: first.clock });
    await second.zoho.consents.resume();
    const link = await second.start();
    expect(link.ticket).not.toBe(former.ticket);
    expect(await first.vault.ids("start")).toEqual([link.ticket]);
    await second.clock.pass(9 * MINUTE);
    expect(second.outcomes).toEqual([]);
  });

  it("gets a new link where the one that waits is about to run out, or has come back", async () => {
    const { start, clock, transport, zoho } = world();
    const first = await start();
    await clock.pass(10 * MINUTE - 29_000);
    const second = await start();
    expect(second.ticket).not.toBe(first.ticket);
    transport.answers(() => new Promise<never>(() => undefined));
    const third = await start({ connectionName: "slow" });
    void comeBack(zoho, accepted(stateOf(third)));
    await settled();
    expect((await start({ connectionName: "slow" })).ticket).not.toBe(third.ticket);
  });

  it("of a dialog gets a link of its own each time, and ends nobody's", async () => {
    const { start, vault, outcomes } = world();
    const link = await start();
    const dialogs = [await start({ boundTo: "browser" }), await start({ boundTo: "browser" })];
    expect(new Set([link, ...dialogs].map(({ ticket }) => ticket)).size).toBe(3);
    await start({ scopes: ["ZohoCRM.org.READ"] });
    expect(await vault.ids("start")).toHaveLength(3);
    expect(codes(outcomes)).toEqual(["consent_cancelled"]);
  });

  it("on a device returns the code that waits, and Zoho gives no other", async () => {
    const { zoho, transport, clock } = world();
    let given = 0;
    transport.answers(({ url }) =>
      url.pathname.endsWith("/code")
        ? reply(200, {
            user_code: `CODE-${++given}`,
            device_code: "1004.device",
            expires_in: 300,
            interval: 30,
          })
        : reply(200, { error: "authorization_pending" }),
    );
    const { redirectUri: _uri, boundTo: _bound, ...wanted } = ASKED;
    const first = await zoho.consents.startDevice(wanted);
    await clock.pass(MINUTE);
    expect(await zoho.consents.startDevice(wanted)).toEqual(first);
    await clock.pass(4 * MINUTE);
    await settled();
    expect((await zoho.consents.startDevice(wanted)).userCode).toBe("CODE-2");
  });
});
