import { describe, expect, it } from "vitest";
import { laneOf } from "../../../src/api/governor/governor";
import { answering, broken, good, limited, refusedAtDoor, reset } from "../support/answering-zoho";
import { errorOf, expectCode } from "../support/expect-zoho-error";
import { settled } from "../support/held-clock";
import { type Answerer, failure, html, reply } from "../support/scripted-transport";

const CREATE = { method: "POST", body: '{"data":[{}]}' } as const;

describe("a call that Zoho refuses because of a limit", () => {
  it.each([
    ["a read", { method: "GET" }],
    ["a create", CREATE],
    ["a delete", { method: "DELETE", path: "Leads/554023000000527002" }],
  ])("(%s) waits as long as Zoho says and is sent again, and tells so", async (_what, extra) => {
    const { call, transport, pass } = await answering(limited({ "retry-after": "7" }), good);
    const answer = call(extra);
    await pass(6_999);
    expect(transport.apiCalls).toHaveLength(1);
    await pass(1);
    await expect(answer).resolves.toMatchObject({ status: 200, attempts: 2, waitedMs: 7_000 });
    expect(transport.apiCalls).toHaveLength(2);
  });

  it("waits a little longer each time where Zoho does not say how long, for a minute in all", async () => {
    const { call, transport, pass } = await answering(limited());
    const failed = call();
    await pass(3_600_000);
    const error = await expectCode(failed, "api_limit");
    // 0.75, 1.5, 3, 6, 12, 24 s; the next one would be too much.
    expect(transport.apiCalls).toHaveLength(7);
    expect(error.cause.retryAfterMs).toBe(45_000);
  });

  it("is an error with its time at once where the wait is too long, and so is what comes after it", async () => {
    const { call, clock, transport, pass } = await answering(limited({ "retry-after": "61" }));
    const error = await expectCode(call(), "api_limit");
    expect(error.cause).toMatchObject({ connection: "acme", product: "crm", retryAfterMs: 61_000 });
    expect(error.cause.retryAt).toBe(new Date(clock.now() + 61_000).toISOString());
    await expectCode(call(), "api_limit");
    expect(transport.apiCalls).toHaveLength(1);
    await pass(2_000);
    const waits = call();
    await pass(58_999);
    expect(transport.apiCalls).toHaveLength(1);
    await pass(1);
    await expectCode(waits, "api_limit");
    expect(transport.apiCalls).toHaveLength(2);
  });

  it("waits no longer than its own patience", async () => {
    const { call, transport, pass } = await answering(limited({ "retry-after": "7" }), good);
    await expectCode(call({ patienceMs: 6_999 }), "api_limit");
    await pass(7_000);
    await call({ patienceMs: 0 });
    expect(transport.apiCalls).toHaveLength(2);
  });

  it("holds up others of its org, and nobody of another", async () => {
    const { call, transport, connection, pass } = await answering(limited({ "retry-after": "30" }), good);
    const first = call();
    await settled();
    const second = call();
    const other = { ...connection, environment: "Sandbox" as const };
    await call({ connection: other });
    expect(transport.apiCalls).toHaveLength(2);
    await pass(30_000);
    await Promise.all([first, second]);
    expect(transport.apiCalls).toHaveLength(4);
  });

  it("is asked for once more by one call after a storm, not by all of them", async () => {
    const { call, transport, pass } = await answering(
      ...Array.from({ length: 10 }, () => limited({ "retry-after": "10" })),
      good,
    );
    const calls = Array.from({ length: 100 }, () => call());
    await pass(9_999);
    expect(transport.apiCalls).toHaveLength(10);
    await pass(1);
    const answers = await Promise.all(calls);
    expect(transport.apiCalls).toHaveLength(110);
    expect(answers.filter(({ attempts }) => attempts === 2)).toHaveLength(10);
  });

  it("ends its wait at once when it is given up", async () => {
    const { call, transport, governor, connection } = await answering(limited({ "retry-after": "50" }));
    const stop = new AbortController();
    const stopped = call({ signal: stop.signal });
    await settled();
    stop.abort();
    await expectCode(stopped, "cancelled");
    expect(transport.apiCalls).toHaveLength(1);
    expect(governor.load(laneOf(connection, "crm", "700001"))).toMatchObject({ running: 0, waiting: 0 });
  });
});

describe("a call that fails for a passing reason", () => {
  it.each([
    ["500", broken],
    ["502 with a page", () => html(502)],
    ["a connection that breaks", reset],
    ["a time-out", () => Promise.reject(failure("timeout", "ETIMEDOUT", "maybe sent"))],
    ["a refused connection", refusedAtDoor],
  ] as const)("(%s) is tried three times, with pauses left to chance", async (_how, answerer) => {
    const { call, transport, pass } = await answering(answerer);
    for (const [method, path] of [
      ["GET", "Leads"],
      ["PUT", "Leads"],
      ["DELETE", "Leads/554023000000527002"],
      ["POST", "Leads/upsert"],
      ["POST", "coql"],
    ] as const) {
      const before = transport.apiCalls.length;
      const failed = call({ method, path });
      await pass(500);
      expect(transport.apiCalls.length - before).toBe(2);
      await pass(1_000);
      expect((await errorOf(failed)).class).toBe("unreachable");
      expect(transport.apiCalls.length - before).toBe(3);
      await pass(60_000);
    }
  });

  it("is sent three times and no more, however long one waits", async () => {
    const { call, transport, pass } = await answering(broken, broken, broken, good);
    const failed = errorOf(call());
    await pass(60_000);
    expect((await failed).code).toBe("server_error");
    expect(transport.apiCalls).toHaveLength(3);
  });

  it("tells how often it was sent and what it has waited", async () => {
    const { call, pass } = await answering(broken, reset, good);
    const answer = call();
    await pass(1_500);
    await expect(answer).resolves.toMatchObject({ attempts: 3, waitedMs: 1_500 });
  });

  it("is never sent again where a create may have been carried out", async () => {
    for (const answerer of [broken, reset, (): ReturnType<Answerer> => html(200)]) {
      const { call, transport, pass } = await answering(answerer, good);
      const failed = call(CREATE);
      await pass(60_000);
      await expectCode(failed, "write_unknown");
      expect(transport.apiCalls).toHaveLength(1);
    }
  });

  it("is sent again where no byte of a create has left", async () => {
    const { call, pass } = await answering(refusedAtDoor, good);
    const answer = call(CREATE);
    await pass(500);
    await expect(answer).resolves.toMatchObject({ status: 200, attempts: 2 });
  });

  it.each([
    ["invalid_data", () => reply(400, { code: "INVALID_DATA", status: "error" })],
    ["no_permission", () => reply(403, { code: "NO_PERMISSION", status: "error" })],
    ["tls", () => Promise.reject(failure("tls", "CERT_HAS_EXPIRED", "never sent"))],
    ["wrong_clock", () => Promise.reject(failure("clock", "CERT_NOT_YET_VALID", "never sent"))],
    ["answer_too_large", () => Promise.reject(failure("too_large", "X", "maybe sent"))],
  ] as const)("is not what %s is", async (code, answerer) => {
    const { call, transport, pass } = await answering(answerer);
    const failed = call();
    await pass(60_000);
    await expectCode(failed, code);
    expect(transport.apiCalls).toHaveLength(1);
  });

  it("is not sent again where that would multiply an outage, and is again when Zoho is back", async () => {
    const { call, transport, pass } = await answering(...Array.from({ length: 1_100 }, () => broken), good);
    for (let count = 0; count < 500; count++) {
      const failed = call();
      await pass(1_500);
      await errorOf(failed);
    }
    // 100 repetitions on the house; then each call is sent once.
    expect(transport.apiCalls).toHaveLength(600);
    for (let count = 0; count < 500; count++) {
      const failed = call();
      await pass(1_500);
      await errorOf(failed);
    }
    expect(transport.apiCalls).toHaveLength(1_100);
    for (let count = 0; count < 5; count++) await call();
    transport.answersInTurn(reset, good);
    const answer = call();
    await pass(500);
    await expect(answer).resolves.toMatchObject({ attempts: 2 });
  });

  it("ends its pause at once when it is given up", async () => {
    const { call, transport } = await answering(broken);
    const stop = new AbortController();
    const stopped = call({ signal: stop.signal });
    await settled();
    stop.abort();
    await expectCode(stopped, "cancelled");
    expect(transport.apiCalls).toHaveLength(1);
  });
});
