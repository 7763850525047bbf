import { describe, expect, it } from "vitest";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import { type CreditsLeft, Credits } from "../../../src/api/governor/credits";
import { Caller } from "../../../src/api/call";
import { laneOf } from "../../../src/api/governor/governor";
import { expectCode } from "../support/expect-zoho-error";
import { HeldClock } from "../support/held-clock";
import { connected, FakeZoho, find, library } from "../support/library";
import { reply, type ScriptedTransport } from "../support/scripted-transport";

const HOUR = 3_600_000;
const CRM = { key: "org", product: "crm" } as const;
const TOLD = "x-api-credits-remaining";

function told(left: number | string): Readonly<Record<string, string>> {
  return { [TOLD]: String(left) };
}

describe("what is known of credits", () => {
  it("is what Zoho said last, less what was sent since", () => {
    const credits = new Credits({ clock: new HeldClock() });
    credits.spend(CRM, 5);
    expect(credits.of(CRM)).toBeUndefined();
    credits.learn(CRM, told(2_000));
    credits.spend(CRM, 10);
    credits.spend(CRM, 3);
    credits.learn(CRM, {});
    expect(credits.of(CRM)?.left).toBe(1_987);
    credits.learn(CRM, told(1_500));
    expect(credits.of(CRM)?.left).toBe(1_500);
  });

  it("is each product's and each org's own, by the header of the product", () => {
    const credits = new Credits({ clock: new HeldClock() });
    const desk = { key: "portal", product: "desk" } as const;
    credits.learn(desk, { "x-rate-limit-remaining-v3": "40", [TOLD]: "7" });
    credits.learn({ key: "books", product: "books" }, told(3));
    expect(credits.of(desk)?.left).toBe(40);
    expect(credits.of(CRM)).toBeUndefined();
    expect(credits.of({ key: "books" })).toBeUndefined();
  });

  it.each(["", "-1", "many", "1e3", "Infinity", "5, 7"])("is not changed by a header like %j", (header) => {
    const credits = new Credits({ clock: new HeldClock() });
    credits.learn(CRM, told(9));
    credits.learn(CRM, told(header));
    expect(credits.of(CRM)?.left).toBe(9);
  });

  it("never falls below nothing, and is forgotten after an hour, however much was sent", async () => {
    const clock = new HeldClock();
    const credits = new Credits({ clock });
    credits.learn(CRM, told(4));
    await clock.pass(HOUR - 1);
    credits.spend(CRM, 500);
    expect(credits.of(CRM)?.left).toBe(0);
    expect(credits.areUsedUp(CRM)).toBe(true);
    await clock.pass(1);
    expect(credits.of(CRM)).toBeUndefined();
    expect(credits.areUsedUp(CRM)).toBe(false);
  });
});

interface World {
  readonly clock: HeldClock;
  readonly transport: ScriptedTransport;
  readonly known: () => CreditsLeft | undefined;
  readonly call: (extra?: Partial<ApiCall>) => Promise<ApiAnswer>;
}

/** A connection at whose calls Zoho tells what is left; 429 without a word where nothing is. */
async function world(left: { credits: number; isSilent?: boolean }, reserve?: number): Promise<World> {
  const fake = new FakeZoho();
  const { zoho, vault, clock, transport } = library({ transport: fake.transport });
  await connected(vault);
  const connection = await find(zoho);
  transport.answers((request) => {
    if (request.url.pathname === "/oauth/v2/token") return fake.issue();
    if (left.credits <= 0) return reply(429, { code: "TOO_MANY_REQUESTS", status: "error", message: "m" });
    left.credits--;
    return reply(200, { data: [{ id: "1" }] }, left.isSilent === true ? {} : told(left.credits));
  });
  const { tokens, refusals, policies, governor } = zoho;
  const credits = new Credits({ clock, reserve });
  const network = () => transport.send;
  const caller = new Caller({ tokens, refusals, policies, transport: network, clock, governor, credits });
  return {
    clock,
    transport,
    known: () => credits.of(laneOf(connection, "crm", "700001")),
    call: (extra = {}) => caller.call({ connection, product: "crm", method: "GET", path: "Leads", ...extra }),
  };
}

describe("the reserve", () => {
  it("is left alone by calls in the background, which are told, and taken by all others", async () => {
    const { call, transport, known } = await world({ credits: 1_002 });
    await call({ priority: "background" });
    await call({ priority: "background" });
    expect(known()?.left).toBe(1_000);
    const { cause } = await expectCode(call({ priority: "background" }), "credits_reserved");
    expect(cause).toMatchObject({
      class: "rate_limited",
      connection: "acme",
      product: "crm",
      retryAfterMs: HOUR,
      details: { remaining: 1_000, reserve: 1_000, sent: false },
    });
    expect(cause.reason).toContain("1000 API credits left");
    expect(transport.apiCalls).toHaveLength(2);
    await call();
    await call({ priority: "interactive" });
    expect(transport.apiCalls).toHaveLength(4);
  });

  it("counts what a call costs, so that a costly one does not reach into it", async () => {
    const { call } = await world({ credits: 1_003 });
    await call();
    const search = { path: "Leads/search", priority: "background" } as const;
    await expectCode(call(search), "credits_reserved");
    await call({ priority: "background" });
  });

  it("is as large as is said, or none", async () => {
    const small = await world({ credits: 6 }, 5);
    await small.call();
    await expectCode(small.call({ priority: "background" }), "credits_reserved");
    const none = await world({ credits: 2 }, 0);
    await none.call();
    await none.call({ priority: "background" });
  });

  it("is asked for again when a call had to wait for its turn", async () => {
    const { call, transport } = await world({ credits: 1_004 });
    const ends = await Promise.allSettled(Array.from({ length: 60 }, () => call({ priority: "background" })));
    const sent = ends.filter(({ status }) => status === "fulfilled").length;
    expect(transport.apiCalls).toHaveLength(sent);
    // Nobody had told before the first ten were in the air.
    expect(sent).toBe(10);
  });

  it("keeps nobody for longer than an hour: then one call finds out anew", async () => {
    const left = { credits: 900 };
    const { call, clock } = await world(left);
    await call();
    await expectCode(call({ priority: "background" }), "credits_reserved");
    left.credits = 3_000;
    await clock.pass(HOUR);
    await call({ priority: "background" });
    await call({ priority: "background" });
  });
});

describe("no credits left", () => {
  it("is why Zoho refuses where answers told so before, and is not waited for", async () => {
    const { call, transport } = await world({ credits: 1 });
    await call();
    const { cause } = await expectCode(call(), "credits");
    expect(cause).toMatchObject({ class: "rate_limited", status: 429, zohoCode: "TOO_MANY_REQUESTS" });
    expect(cause.retryAfterMs).toBeUndefined();
    expect(transport.apiCalls).toHaveLength(2);
  });

  it("is not said of an org of which nothing is known", async () => {
    const { call } = await world({ credits: 1, isSilent: true });
    await call();
    await expectCode(call({ patienceMs: 0 }), "api_limit");
  });
});
