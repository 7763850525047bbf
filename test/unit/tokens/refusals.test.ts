import { beforeEach, describe, expect, it } from "vitest";
import type { AccessToken } from "../../../src/tokens/access-token";
import { Refusals } from "../../../src/tokens/refusals";
import { HeldClock } from "../support/held-clock";

const MINUTE = 60_000;
const HOST = "www.zohoapis.eu";
const LEADS = "/crm/v8/Leads";
const DEALS = "/crm/v8/Deals";

let clock: HeldClock;
let refusals: Refusals;

beforeEach(() => {
  clock = new HeldClock();
  refusals = new Refusals(clock);
});

/** When this process was given a token, on both clocks. */
function issued(msAgo: number): Pick<AccessToken, "issuedMonotonic" | "issuedWall"> {
  return { issuedMonotonic: clock.monotonic() - msAgo, issuedWall: clock.now() - msAgo };
}

/** The token of that version, issued by this process now or long ago. */
function token(version: number, when: "now" | "long ago" = "now"): AccessToken {
  return {
    connectionId: "1",
    generation: 1,
    version,
    value: "",
    obtainedAt: 0,
    expiresAt: 0,
    expiresMonotonic: 0,
    ...issued(when === "now" ? 0 : 10 * MINUTE),
  };
}

describe("a path that refuses a token which others take", () => {
  it("gets another token once, and is closed when it refuses that, too", () => {
    const old = token(1, "long ago");
    refusals.accepted(old, HOST, LEADS);
    expect(refusals.refused(old, HOST, DEALS)).toBe("renew");
    expect(refusals.refused(token(2), HOST, DEALS)).toBe("give up");
  });

  it("gets another although the token was issued a moment ago: it may have been evicted since", () => {
    const first = token(1);
    refusals.accepted(first, HOST);
    for (let call = 0; call < 3; call++) expect(refusals.refused(first, HOST, DEALS)).toBe("renew");
    const second = token(2);
    refusals.accepted(second, HOST, LEADS);
    expect(refusals.refused(second, HOST, DEALS)).toBe("give up");
  });

  it("costs no other token where it is one of many", () => {
    const first = token(1);
    refusals.accepted(first, HOST, LEADS);
    expect(refusals.refused(first, HOST, DEALS)).toBe("renew");
    const second = token(2);
    refusals.accepted(second, HOST, LEADS);
    for (let path = 0; path < 20; path++)
      expect(refusals.refused(second, HOST, `/crm/v8/${path}`)).toBe("give up");
  });

  it("stays closed whatever other paths take, for longer than a token lives", async () => {
    const old = token(1, "long ago");
    refusals.accepted(old, HOST, LEADS);
    refusals.refused(old, HOST, DEALS);
    const fresh = token(2);
    refusals.refused(fresh, HOST, DEALS);
    for (let minute = 1; minute < 70; minute++) {
      await clock.pass(MINUTE);
      refusals.accepted(fresh, HOST, LEADS);
      expect(refusals.refused(fresh, HOST, DEALS)).toBe("give up");
    }
    await clock.pass(MINUTE);
    expect(refusals.refused(fresh, HOST, DEALS)).toBe("renew");
  });

  it("does not keep a dead token from being renewed elsewhere", () => {
    const fresh = token(2);
    refusals.refused(fresh, HOST, DEALS);
    refusals.accepted(fresh, HOST, LEADS);
    expect(refusals.refused(fresh, HOST, LEADS)).toBe("renew");
  });

  it("gets no token for each refusal where calls to the same path are taken in between", async () => {
    const old = token(1, "long ago");
    refusals.accepted(old, HOST, LEADS);
    expect(refusals.refused(old, HOST, LEADS)).toBe("renew");
    const fresh = token(2);
    expect(refusals.refused(fresh, HOST, LEADS)).toBe("give up");
    for (let call = 0; call < 20; call++) {
      refusals.accepted(fresh, HOST, LEADS);
      expect(refusals.refused(fresh, HOST, LEADS)).toBe("give up");
    }
    await clock.pass(MINUTE);
    expect(refusals.refused(fresh, HOST, LEADS)).toBe("renew");
  });
});

describe("a face that has taken no token and refuses a fresh one", () => {
  it("is closed as a whole: its other paths get no other token either", async () => {
    expect(refusals.refused(token(1), HOST, DEALS)).toBe("give up");
    const aged = token(1, "long ago");
    expect(refusals.refused(aged, HOST, LEADS)).toBe("give up");
    await clock.pass(10 * MINUTE);
    expect(refusals.refused(aged, HOST, LEADS)).toBe("renew");
  });

  it("is open again as soon as it takes one", () => {
    refusals.refused(token(1), HOST, DEALS);
    refusals.accepted(token(1), HOST, LEADS);
    expect(refusals.refused(token(1, "long ago"), HOST, "/crm/v8/Contacts")).toBe("renew");
  });
});

describe("a path that has taken tokens before", () => {
  it("is closed for ten minutes only: what is wrong with it is new", async () => {
    const first = token(1, "long ago");
    refusals.accepted(first, HOST, DEALS);
    expect(refusals.refused(first, HOST, LEADS)).toBe("renew");
    const second = token(2);
    expect(refusals.refused(second, HOST, DEALS)).toBe("give up");
    await clock.pass(9 * MINUTE);
    expect(refusals.refused(second, HOST, DEALS)).toBe("give up");
    await clock.pass(MINUTE);
    expect(refusals.refused(second, HOST, DEALS)).toBe("renew");
  });
});

describe("a face that has never taken a token", () => {
  it("costs one renewal, and from then on only tries those that come anyway", async () => {
    expect(refusals.refused(token(1), HOST, LEADS)).toBe("give up");
    await clock.pass(10 * MINUTE);
    const first = { ...token(1), ...issued(10 * MINUTE) };
    expect(refusals.refused(first, HOST, LEADS)).toBe("renew");
    for (let hour = 0; hour < 24; hour++) {
      const fresh = token(2 + hour);
      for (let minute = 0; minute < 54; minute += 6) {
        expect(refusals.refused(fresh, HOST, LEADS)).toBe("give up");
        await clock.pass(6 * MINUTE);
      }
    }
  });

  it("is closed for ten minutes only, once it has taken one", async () => {
    refusals.refused(token(1), HOST, LEADS);
    await clock.pass(10 * MINUTE);
    expect(refusals.refused(token(1, "long ago"), HOST, LEADS)).toBe("renew");
    expect(refusals.refused(token(2), HOST, LEADS)).toBe("give up");
    refusals.accepted(token(2), HOST, LEADS);
    expect(refusals.refused(token(3), HOST, LEADS)).toBe("give up");
    await clock.pass(10 * MINUTE);
    expect(refusals.refused(token(3, "long ago"), HOST, LEADS)).toBe("renew");
  });
});

describe("a token that nobody has taken yet", () => {
  it("gets no successor where it was issued a moment ago", () => {
    expect(refusals.refused(token(1), HOST, LEADS)).toBe("give up");
  });

  it("gets one, and one only, where its answer was so long on its way that it may have been revoked meanwhile", () => {
    expect(refusals.refused({ ...token(1), tookMs: 10_000 }, HOST, LEADS)).toBe("renew");
    for (let version = 2; version < 20; version++)
      expect(refusals.refused({ ...token(version), tookMs: 10_000 }, HOST, LEADS)).toBe("give up");
  });
});

describe("what is known of refusals", () => {
  it("is forgotten with the grant", () => {
    refusals.refused(token(1), HOST, DEALS);
    refusals.forget("1");
    expect(refusals.refused(token(1, "long ago"), HOST, DEALS)).toBe("renew");
  });

  it("belongs to one generation of it, and late news of a former one change nothing", () => {
    const former = token(9, "long ago");
    const current = { ...token(1, "long ago"), generation: 2 };
    refusals.refused({ ...current, ...issued(0) }, HOST, DEALS);
    refusals.accepted(former, HOST, DEALS);
    expect(refusals.refused(former, HOST, DEALS)).toBe("renew");
    expect(refusals.refused(current, HOST, DEALS)).toBe("give up");
  });

  it("does not grow with the number of paths", () => {
    refusals.refused(token(1), HOST, DEALS);
    refusals.accepted(token(1), HOST, LEADS);
    const aged = token(1, "long ago");
    expect(refusals.refused(aged, HOST, DEALS)).toBe("give up");
    for (let path = 0; path < 1_000; path++) refusals.accepted(aged, HOST, `/crm/v8/${path}`);
    expect(refusals.refused(aged, HOST, DEALS)).toBe("renew");
  });
});
