import { describe, expect, it } from "vitest";
import { expectCode } from "../support/expect-zoho-error";
import { governed, governor } from "../support/governed";
import { settled } from "../support/held-clock";
import { Deferred } from "../support/scripted-transport";
import { answering, broken, good, limited } from "../support/answering-zoho";

const CLIQ = { key: "org cliq", product: "cliq" } as const;

describe("a call whose message has a limit", () => {
  it("waits for Zoho as long as that lasts", async () => {
    const { call, clock, transport, pass } = await answering(limited({ "retry-after": "7" }), good);
    const answer = call({ endsAt: clock.monotonic() + 7_000 });
    await pass(7_000);
    await expect(answer).resolves.toMatchObject({ attempts: 2 });
    expect(transport.apiCalls).toHaveLength(2);
  });

  it("is told at once that Zoho lets it wait for longer, when it makes sense, and what to do", async () => {
    const { call, clock, transport } = await answering(limited({ "retry-after": "7" }));
    const error = await expectCode(call({ endsAt: clock.monotonic() + 6_999 }), "api_limit");
    expect(error.cause).toMatchObject({ class: "rate_limited", retryAfterMs: 7_000 });
    expect(error.cause.remedy).toContain("the limit for the whole message");
    // The next one is not even sent.
    const next = await expectCode(call({ endsAt: clock.monotonic() + 1_000 }), "api_limit");
    expect(next.cause.remedy).toContain("the limit for the whole message");
    expect(transport.apiCalls).toHaveLength(1);
  });

  it("blames that limit for nothing that its patience would have ended, too", async () => {
    const { call, clock } = await answering(limited({ "retry-after": "61" }));
    const error = await expectCode(call({ endsAt: clock.monotonic() + 120_000 }), "api_limit");
    expect(error.cause.remedy).not.toContain("whole message");
  });

  it("does not pause for a failure when it would be over before the next try", async () => {
    const { call, clock, transport, pass } = await answering(broken, broken, good);
    // Half of a second, then a whole one.
    await expectCode(call({ endsAt: clock.monotonic() + 500 }), "server_error");
    expect(transport.apiCalls).toHaveLength(1);
    const answer = call({ endsAt: clock.monotonic() + 501 });
    await pass(500);
    await expect(answer).resolves.toMatchObject({ attempts: 2 });
  });

  it("leaves the line when Zoho closes it for longer than the message lasts, while others stay", async () => {
    const { governor: one, clock } = governor({ concurrency: 1 });
    const gate = new Deferred<undefined>();
    const runs = governed({ governor: one }, async (place) => {
      await gate.promise;
      place.refused(5_000);
    });
    const ended = governed({ governor: one, wish: { endsAt: clock.monotonic() + 10_000 } }, settled);
    const open = governed({ governor: one }, settled);
    ended.catch(() => undefined);
    await clock.pass(6_000);
    gate.resolve(undefined);
    await runs;
    await clock.pass(0);
    const error = await expectCode(ended, "api_limit");
    expect(error.cause.remedy).toContain("whole message");
    await clock.pass(5_000);
    await open;
  });

  it("does not stand in a line that moves only after its end", async () => {
    const { governor: one, clock } = governor();
    const begun = clock.monotonic();
    const wish = { endsAt: begun + 59_999 };
    for (let count = 0; count < 10; count++) await governed({ governor: one, lane: CLIQ, wish }, settled);
    const error = await expectCode(governed({ governor: one, lane: CLIQ, wish }, settled), "api_limit");
    expect(error.cause.retryAfterMs).toBe(60_000);
    const patient = governed({ governor: one, lane: CLIQ, wish: { endsAt: begun + 60_000 } }, settled);
    await clock.pass(60_000);
    await patient;
  });
});
