import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import { recordWrite, type RecordWrite } from "../../../src/api/writes/record-write";
import { requestBody } from "../../../src/api/body/request-body";
import { type ManyWritten, manyWritten } from "../../../src/api/writes/write-outcome";
import { writeParts } from "../../../src/api/writes/write-parts";
import { ZohoError } from "../../../src/errors/zoho-error";
import type { Connection } from "../../../src/vault/connection";
import { expectCode } from "../support/expect-zoho-error";
import { settled } from "../support/held-clock";
import { connected, find, library } from "../support/library";
import { Deferred, failure, reply } from "../support/scripted-transport";
import { bodyText } from "../support/body-text";

const CONNECTION = { name: "acme" } as Connection;

/** A write as the node prepares it. */
function writeOf(value: unknown, more: Partial<ApiCall> = {}): RecordWrite {
  const call = { connection: CONNECTION, product: "crm", method: "POST", path: "Leads", ...more } as const;
  const body = requestBody(value, { product: call.product, path: call.path, workflows: "all" });
  const write = recordWrite({
    call: { ...call, ...(body !== undefined && { body: body.content }) },
    items: body?.items,
  });
  if (write === undefined) throw new Error("it is no write of several records");
  return write;
}

function leads(count: number): { Last_Name: string }[] {
  return Array.from({ length: count }, (_, index) => ({ Last_Name: `Lead ${String(index)}` }));
}

/** What a part sends, as its envelope. */
function envelope(call: ApiCall): Record<string, unknown> {
  return JSON.parse(bodyText(call.body)) as Record<string, unknown>;
}

function sentItems(call: ApiCall): Record<string, unknown>[] {
  return envelope(call)["data"] as Record<string, unknown>[];
}

function answer(body: unknown, status = 200): ApiAnswer {
  return { status, headers: {}, body, url: "https://www.zohoapis.eu/crm/v8/Leads", attempts: 1, waitedMs: 0 };
}

function taken(call: ApiCall): ApiAnswer {
  const data = sentItems(call).map((item) => ({
    code: "SUCCESS",
    status: "success",
    message: "record added",
    details: { id: `id of ${String(item["Last_Name"])}` },
  }));
  return answer({ data }, 201);
}

/** Sends it to a Zoho that does what a test says with each call. */
async function send(
  write: RecordWrite,
  zoho: (call: ApiCall, index: number) => ApiAnswer | Promise<ApiAnswer>,
): Promise<{ readonly calls: readonly ApiCall[]; readonly outcome: () => ManyWritten }> {
  const calls: ApiCall[] = [];
  const call = async (part: ApiCall): Promise<ApiAnswer> => {
    calls.push(part);
    return zoho(part, calls.length - 1);
  };
  const parts = await writeParts({ call }, write);
  return { calls, outcome: () => manyWritten(write, parts) };
}

describe("a write of more records than one call takes", () => {
  it("goes in full calls and is answered as if it had been one", async () => {
    const write = writeOf(leads(250));
    const { calls, outcome } = await send(write, taken);
    expect(calls.map((call) => sentItems(call).length)).toEqual([100, 100, 50]);
    const { result, error, answer: joint, calls: count } = outcome();
    expect(result.written.map(({ index, item, id }) => [index, item, id])).toEqual(
      leads(250).map((lead, index) => [index, lead, `id of ${lead.Last_Name}`]),
    );
    expect(result).toMatchObject({ failed: [], unknown: [] });
    expect(error).toBeUndefined();
    expect(joint).toMatchObject({ status: 201, attempts: 3 });
    expect(count).toBe(3);
  });

  it("repeats the options of the envelope in each call", async () => {
    const options = {
      duplicate_check_fields: ["Email"],
      trigger: ["workflow"],
      lar_id: "554023000000527002",
    };
    const { calls } = await send(writeOf({ data: leads(150), ...options }), taken);
    expect(calls).toHaveLength(2);
    for (const call of calls) expect(envelope(call)).toMatchObject(options);
  });

  it("keeps every digit of long IDs that came as a text", async () => {
    const records = Array.from(
      { length: 101 },
      (_, index) => `{"id": 5540230000005${String(27000 + index)}}`,
    );
    const text = `{"data": [${records.join(", ")}], "lar_id": 554023000000527001}`;
    const { calls, outcome } = await send(writeOf(text, { method: "PUT" }), () => answer({ data: [] }));
    expect(bodyText(calls[1]?.body)).toBe(
      '{"data":[{"id": 554023000000527100}],"lar_id":554023000000527001}',
    );
    expect(outcome().result.unknown[100]?.item).toEqual({ id: "554023000000527100" });
  });

  it("has at most four calls in the air", async () => {
    const open: Deferred<ApiAnswer>[] = [];
    const sending = send(writeOf(leads(1000)), (call) => {
      const mine = new Deferred<ApiAnswer>();
      open.push(mine);
      return mine.promise.then(() => taken(call));
    });
    await settled();
    for (let done = 0; done < 10; done++) {
      expect(open).toHaveLength(Math.min(10, done + 4));
      open[done]?.resolve(answer({}));
      await settled();
    }
    expect((await sending).outcome().result.written).toHaveLength(1000);
  });

  it("never has the same record in two calls at once", async () => {
    const value = leads(350).map((lead, index) => ({ ...lead, Email: `${String(index % 120)}@EXAMPLE.com` }));
    let inTheAir = 0;
    const write = writeOf({ data: value, duplicate_check_fields: ["Email"] }, { path: "Leads/upsert" });
    const { calls } = await send(write, async (call) => {
      expect(++inTheAir).toBe(1);
      await settled();
      inTheAir--;
      return taken(call);
    });
    expect(calls.flatMap(sentItems).map(({ Last_Name }) => Last_Name)).toEqual(
      value.map(({ Last_Name }) => Last_Name),
    );
  });

  it.each([
    ["the ID of an update", { method: "PUT" }, {}, () => ({ id: "7" })],
    ["the e-mail address of a Lead", { path: "Leads/upsert" }, {}, () => ({ Email: "A@x.org" })],
    ["the name of a record of one's own module", { path: "Sensors/upsert" }, {}, () => ({ Name: "S" })],
    ["an external ID", { method: "PUT", headers: { "x-external": "Leads.Key" } }, {}, () => ({ Key: "k" })],
    [
      "a lookup",
      { path: "Leads/upsert" },
      { duplicate_check_fields: ["Account"] },
      () => ({ Account: { id: "1" } }),
    ],
  ])("knows a record by %s", async (_what, more, options, item) => {
    const data = [item(), ...leads(99), item()];
    const { keyFields } = writeOf({ data, ...options }, more);
    expect(keyFields.length).toBeGreaterThan(0);
    let inTheAir = 0;
    await send(writeOf({ data, ...options }, more), async (call) => {
      expect(++inTheAir).toBe(1);
      await settled();
      inTheAir--;
      return taken(call);
    });
  });

  it("does not hold back inserts that look alike", async () => {
    let most = 0;
    let inTheAir = 0;
    const same = Array.from({ length: 400 }, () => ({ Last_Name: "Same", Email: "same@example.com" }));
    await send(writeOf(same), async (call) => {
      most = Math.max(most, ++inTheAir);
      await settled();
      inTheAir--;
      return taken(call);
    });
    expect(most).toBe(4);
  });
});

describe("where a call of several fails as a whole", () => {
  const refused = new ZohoError("invalid_data", { zohoCode: "INVALID_DATA", details: { message: "no" } });

  it("its records were not written, and the others go on", async () => {
    const { calls, outcome } = await send(writeOf(leads(250)), (call, index) => {
      if (index === 1) throw refused;
      return taken(call);
    });
    expect(calls).toHaveLength(3);
    const { result, error, answer: joint } = outcome();
    expect(result.written).toHaveLength(150);
    expect(result.failed).toHaveLength(100);
    expect(result.failed[0]).toMatchObject({
      index: 100,
      item: { Last_Name: "Lead 100" },
      code: "INVALID_DATA",
      class: "rejected",
    });
    expect(error).toMatchObject({ code: "partly_written", class: "rejected" });
    expect(error?.cause.details).toMatchObject({ failedCount: 100, total: 250 });
    expect(joint?.status).toBe(207);
  });

  it("a create without an answer may have been written", async () => {
    const { outcome } = await send(writeOf(leads(150)), (call, index) => {
      if (index === 0) throw new ZohoError("write_unknown", { details: { problem: "status 500" } });
      return taken(call);
    });
    const { result, error } = outcome();
    expect(result.unknown.map(({ index }) => index)).toEqual([...Array(100).keys()]);
    expect(result.written).toHaveLength(50);
    expect(error).toMatchObject({ code: "write_unknown", class: "unknown" });
  });

  it.each(["network", "timeout", "server_error", "not_zoho"] as const)(
    "an upsert that ends in %s may have been written",
    async (code) => {
      const { outcome } = await send(writeOf(leads(101), { path: "Leads/upsert" }), (call, index) => {
        if (index === 0) throw new ZohoError(code);
        return taken(call);
      });
      expect(outcome().result.unknown).toHaveLength(100);
    },
  );

  it("a limit ends it: the rest is not sent, and it says when to try again", async () => {
    const retryAt = Date.parse("2026-03-01T12:10:00Z");
    const { calls, outcome } = await send(writeOf(leads(1000)), async (call, index) => {
      await settled();
      if (index > 0) throw new ZohoError("api_limit", { retryAt, retryAfterMs: 600_000 });
      return taken(call);
    });
    expect(calls.length).toBeLessThan(10);
    const { result, error } = outcome();
    expect(result.written).toHaveLength(100);
    expect(result.failed).toHaveLength(900);
    expect(result.failed.at(-1)).toMatchObject({
      code: "api_limit",
      class: "rate_limited",
      message: expect.stringMatching(/^Not sent\. /) as string,
      details: { sent: false, retryAt: "2026-03-01T12:10:00.000Z" },
    });
    expect(error?.cause).toMatchObject({ class: "rejected", retryAt: "2026-03-01T12:10:00.000Z" });
  });

  it.each(["grant_revoked", "invalid_scope", "cancelled", "not_found", "no_permission", "network"] as const)(
    "%s before anything was written is the error of the whole message",
    async (code) => {
      const { calls, outcome } = await send(writeOf(leads(1000)), async () => {
        await settled();
        throw new ZohoError(code);
      });
      expect(calls).toHaveLength(4);
      await expectCode(outcome, code);
    },
  );

  it("what nobody has foreseen loses no record", async () => {
    const { outcome } = await send(writeOf(leads(101)), () => {
      throw new TypeError("a mistake");
    });
    expect(outcome().result.unknown).toHaveLength(101);
  });
});

describe("whatever Zoho does with the calls", () => {
  /** What becomes of one call. */
  const fates = fc.constantFrom(
    "taken",
    "half refused",
    "silent",
    "short",
    "refused",
    "limited",
    "lost",
    "odd",
  );

  it("every record is in exactly one list, once, and in order", async () => {
    const plan = fc.record({
      count: fc.integer({ min: 1, max: 730 }),
      script: fc.array(fates, { minLength: 8, maxLength: 8 }),
      path: fc.constantFrom("Leads", "Leads/upsert"),
      waits: fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ count, script, path, waits }) => {
        const items = leads(count);
        const { outcome } = await send(writeOf(items, { path }), async (call, index) => {
          for (let turn = 0; turn < (waits[index] ?? 0); turn++) await Promise.resolve();
          return become(script[index] ?? "taken", call);
        });
        let result;
        try {
          ({ result } = outcome());
        } catch (error) {
          // Nothing was written, so that the message itself still is what there is to send.
          expect(script.some((fate) => fate === "limited")).toBe(true);
          expect(error).toMatchObject({ code: "api_limit" });
          return;
        }
        const lists = [result.written, result.failed, result.unknown];
        for (const list of lists) {
          const indexes = list.map(({ index }) => index);
          expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
          expect(list.every(({ index, item }) => item === items[index])).toBe(true);
        }
        const all = lists.flatMap((list) => list.map(({ index }) => index)).sort((a, b) => a - b);
        expect(all).toEqual([...items.keys()]);
      }),
      { numRuns: 100 },
    );
  });

  function become(fate: string, call: ApiCall): ApiAnswer {
    const all = taken(call).body as { data: Record<string, unknown>[] };
    const bad = { code: "INVALID_DATA", status: "error", message: "invalid data", details: {} };
    switch (fate) {
      case "half refused":
        return answer({ data: all.data.map((item, index) => (index % 2 === 0 ? item : bad)) }, 207);
      case "silent":
        return answer(undefined, 204);
      case "short":
        return answer({ data: all.data.slice(1) });
      case "refused":
        throw new ZohoError("invalid_data");
      case "limited":
        throw new ZohoError("api_limit");
      case "lost":
        throw new ZohoError("write_unknown");
      case "odd":
        return answer({ data: all.data.map(() => null), more: [1] });
      default:
        return answer(all, 201);
    }
  }
});

describe("other writes of several", () => {
  it("delete as many IDs as one call takes, wherever the query stands", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => String(554023000000527000n + BigInt(index)));
    const places = [
      { path: "Leads", query: new URLSearchParams({ ids: ids.join(","), wf_trigger: "false" }) },
      { path: `Leads?ids=${ids.join(",")}`, query: new URLSearchParams({ wf_trigger: "false" }) },
    ];
    for (const place of places) {
      const { calls, outcome } = await send(writeOf(undefined, { method: "DELETE", ...place }), (call) => {
        const asked = call.query?.get("ids")?.split(",") ?? [];
        return answer({ data: asked.map((id) => ({ code: "SUCCESS", status: "success", details: { id } })) });
      });
      expect(calls.map(({ path, query }) => [path, query?.get("wf_trigger")])).toEqual(
        Array.from({ length: 3 }, () => ["Leads", "false"]),
      );
      expect(outcome().result.written.map(({ id }) => id)).toEqual(ids);
    }
  });

  it("tag 500 records in one call", async () => {
    const ids = Array.from({ length: 501 }, (_, index) => String(index));
    const write = writeOf({ tags: [{ name: "hot" }], ids }, { path: "Leads/actions/add_tags" });
    const { calls, outcome } = await send(write, (call) => {
      const asked = envelope(call)["ids"] as string[];
      return answer({ data: asked.map((id) => ({ code: "SUCCESS", status: "success", details: { id } })) });
    });
    expect(calls.map(envelope)).toMatchObject([
      { ids: ids.slice(0, 500), tags: [{ name: "hot" }] },
      { ids: ["500"], tags: [{ name: "hot" }] },
    ]);
    expect(outcome().result.written.map(({ item }) => item)).toEqual(ids.map((id) => ({ id })));
  });

  it.each(["GET", "HEAD"])("a %s is none", (method) => {
    const call = { connection: CONNECTION, product: "crm", method, path: "Leads?ids=1,2" } as const;
    expect(recordWrite({ call })).toBeUndefined();
  });

  it("what fits into one call is left alone", () => {
    const call = { connection: CONNECTION, product: "crm", method: "POST", path: "Leads" } as const;
    const body = requestBody(leads(100), { product: "crm", path: "Leads", workflows: "all" });
    const given = { call: { ...call, body: body?.content ?? "" }, items: body?.items };
    expect(recordWrite(given, "too large")).toBeUndefined();
    expect(recordWrite(given)?.items).toHaveLength(100);
  });
});

describe("the whole library", () => {
  it("tells what was certainly not written from what may have been, as the network breaks", async () => {
    const { zoho, transport, vault } = library();
    await connected(vault);
    const connection = await find(zoho);
    let calls = 0;
    transport.answers((request) => {
      if (request.url.pathname === "/oauth/v2/token")
        return reply(200, { access_token: "t", expires_in: 3600 });
      calls++;
      if (calls === 2) throw failure("network", "ECONNRESET", "maybe sent");
      if (calls > 2) throw failure("network", "ECONNREFUSED", "never sent");
      const { data } = JSON.parse(bodyText(request.body)) as { data: unknown[] };
      return reply(201, {
        data: data.map(() => ({ code: "SUCCESS", status: "success", details: { id: "1" } })),
      });
    });
    const write = writeOf(leads(300), { connection });
    const parts = await writeParts(zoho.caller, write, { atOnce: 1 });
    const { result, error } = manyWritten(write, parts);
    expect(result.written).toHaveLength(100);
    expect(result.unknown).toHaveLength(100);
    expect(result.failed).toHaveLength(100);
    expect(error?.class).toBe("rejected");
  });
});
