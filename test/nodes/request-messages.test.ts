import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const FIELDS = { name: "fields", value: "Last_Name,Company,Email", type: "str" } as const;

/** A node with nothing set in its dialog takes everything from the message. */
const FREE = { product: "", method: "", errors: "output" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme"), declared("acme-test", "Sandbox")] }),
  probeIn("free-in", "free"),
  request("free", FREE, [["out"], ["failed"]]),
  probeIn("export-in", "export"),
  request("export", { ...FREE, priority: "background" }, [["out"], ["failed"]]),
  probeIn("shared-in", "shared"),
  request("shared", FREE, [["spoil"], ["failed"]]),
  {
    id: "spoil",
    type: "function",
    z: "tab",
    func: `msg.payload.failed[0].item.Company = "spoilt"; msg.payload.failed.push(1); return msg;`,
    outputs: 1,
    wires: [[]],
  },
  probeIn("odd-in", "odd"),
  {
    id: "odd",
    type: "function",
    z: "tab",
    func: `msg.zoho = { connection: "acme", method: "POST", path: "Leads" };
      msg.payload = [{ Company: "no name", later: () => 1 }];
      return msg;`,
    outputs: 1,
    wires: [["free"]],
  },
  probeOut("out"),
  probeOut("failed"),
  probeIn("chain-in", "first"),
  request("first", { connection: "acme", path: "Leads", query: [FIELDS] }, [["second"]]),
  request(
    "second",
    {
      connection: "acme-test",
      method: "POST",
      path: "Contacts",
      body: '{"Last_Name":"Chain"}',
      bodyType: "json",
    },
    [["third"]],
  ),
  request(
    "third",
    {
      connection: "acme",
      product: "bigin",
      path: "Pipelines",
      query: [{ name: "fields", value: "Deal_Name", type: "str" }],
      dryRun: true,
    },
    [["chain-out"]],
  ),
  probeOut("chain-out"),
  catcher("catch", ["first", "second", "third"], "chain-failed"),
  probeOut("chain-failed"),
  probeIn("onward-in", "onward"),
  request("onward", { connection: "acme", path: "org" }, [["onward-http"]]),
  {
    id: "onward-http",
    type: "http request",
    z: "tab",
    method: "GET",
    ret: "obj",
    paytoqs: "ignore",
    url: "",
    headers: [],
    wires: [["onward-out"]],
  },
  probeOut("onward-out"),
  { id: "http-in", type: "http in", z: "tab", url: "/leads", method: "get", wires: [["served"]] },
  request("served", { connection: "acme", path: "org" }, [["http-out"]]),
  { id: "http-out", type: "http response", z: "tab", wires: [] },
];

describe("messages of zoho-request", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS, ready: ["acme", "acme-test"] });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.nodeRed.forget();
  });

  async function call(zoho: unknown, payload?: unknown, more: FlowMessage = {}): Promise<FlowMessage> {
    await world.nodeRed.inject("free-in", { ...more, zoho, payload });
    const [out] = await world.nodeRed.waitFor("out");
    return out ?? {};
  }

  async function refused(
    zoho: unknown,
    payload?: unknown,
  ): Promise<FlowMessage & { error: { cause: Record<string, unknown> } }> {
    await world.nodeRed.inject("free-in", { zoho, payload });
    const [failed] = await world.nodeRed.waitFor("failed");
    return failed as FlowMessage & { error: { cause: Record<string, unknown> } };
  }

  test("a list is an array of records, with what is known of the call beside it", async () => {
    const out = await call({
      connection: "acme",
      path: "Leads",
      query: { fields: "Last_Name", per_page: 5 },
    });
    expect(out["payload"]).toHaveLength(5);
    expect(out["statusCode"]).toBe(200);
    expect(out["zohoResult"]).toMatchObject({
      connection: "acme",
      environment: "Production",
      dataCenter: "us",
      product: "crm",
      method: "GET",
      attempts: 1,
      counts: { records: 5, moreRecords: true },
    });
    expect((out["zohoResult"] as { url: string }).url).toMatch(
      /^https:\/\/www\.zohoapis\.com\/crm\/v8\/Leads\?/,
    );
  });

  test("every page to the end is one array without a record twice", async () => {
    const out = await call({
      connection: "acme",
      path: "Leads",
      query: { fields: "Last_Name" },
      paging: "array",
    });
    const ids = (out["payload"] as { id: string }[]).map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(450);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^\d{18,19}$/.test(id))).toBe(true);
  });

  test("the background leaves the last credits to others, by the message or by the dialog", async () => {
    await world.emulator.settings({ crmCreditsPerDay: 40 });
    const anew = { connection: "acme", path: "org" };
    const read = { ...anew, priority: "background" };
    // CRM tells what is left from half of them on.
    let told = false;
    while (!told) {
      told = Object.hasOwn((await call(anew))["zohoResult"] as object, "creditsRemaining");
      world.nodeRed.forget();
    }
    const reserved = { class: "rate_limited", code: "credits_reserved" };
    expect((await refused(read)).error.cause).toMatchObject(reserved);
    world.nodeRed.forget();
    await world.nodeRed.inject("export-in", { zoho: { ...read, priority: "interactive" } });
    expect(await world.nodeRed.waitFor("failed")).toMatchObject([{ error: { cause: reserved } }]);
    world.nodeRed.forget();
    expect((await refused({ ...read, priority: "high" })).error.cause).toMatchObject({
      code: "invalid_input",
    });
    expect(await world.nodeRed.messages("out")).toEqual([]);
    await call(anew);
    await world.emulator.settings({ crmCreditsPerDay: null });
  });

  test("one record is an object, an unknown one null, an empty list an empty array", async () => {
    const list = await call({
      connection: "acme",
      path: "Leads",
      query: { fields: "Last_Name", per_page: 1 },
    });
    const [first] = list["payload"] as { id: string; Last_Name: string }[];
    world.nodeRed.forget();
    const one = await call({ connection: "acme", path: `Leads/${first?.id ?? ""}` });
    expect(one["payload"]).toMatchObject({ id: first?.id, Last_Name: first?.Last_Name });
    world.nodeRed.forget();
    const none = await call({ connection: "acme", path: "Leads/554023000000999999" });
    expect(none).toMatchObject({ payload: null, statusCode: 204 });
    world.nodeRed.forget();
    const empty = await call({ connection: "acme", path: "Leads", query: { fields: "Last_Name", page: 10 } });
    expect(empty["payload"]).toEqual([]);
  });

  test("a bare record is written and answered as an object, by template found again, changed, and deleted", async () => {
    const written = await call(
      { connection: "acme", method: "POST", path: "Leads" },
      { Last_Name: "Bare", Company: "One" },
    );
    const { id } = written["payload"] as { id: string };
    expect(written["statusCode"]).toBe(201);
    world.nodeRed.forget();
    const changed = await call(
      { connection: "acme", method: "PUT", path: "Leads/{{topic}}" },
      { Company: "Two" },
      { topic: id },
    );
    expect(changed["payload"]).toMatchObject({ id });
    world.nodeRed.forget();
    const read = await call({ connection: "acme", path: "Leads/{{topic}}" }, undefined, { topic: id });
    expect(read["payload"]).toMatchObject({ id, Company: "Two" });
    world.nodeRed.forget();
    const gone = await call({ connection: "acme", method: "DELETE", path: "Leads/{{topic}}" }, "ignored", {
      topic: id,
    });
    expect(gone["payload"]).toMatchObject({ id });
  });

  test("a write of several tells written from refused, on both outputs, and loses none", async () => {
    const leads = [
      { Last_Name: "A", Company: "X" },
      { Company: "no name" },
      { Last_Name: "C", Company: "Z" },
    ];
    await world.nodeRed.inject("free-in", {
      zoho: { connection: "acme", method: "POST", path: "Leads" },
      payload: leads,
    });
    const [out] = await world.nodeRed.waitFor("out");
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(out?.["payload"]).toMatchObject({
      written: [
        { index: 0, item: leads[0] },
        { index: 2, item: leads[2] },
      ],
      failed: [{ index: 1, item: leads[1], code: "MANDATORY_NOT_FOUND" }],
      unknown: [],
    });
    expect(failed).toMatchObject({
      payload: leads,
      error: {
        cause: {
          class: "rejected",
          code: "partly_written",
          details: { failed: [{ index: 1 }], written: [{ index: 0 }, { index: 2 }] },
        },
      },
    });
  });

  test("items that can't be cloned are no reason to lose the message", async () => {
    await world.nodeRed.inject("odd-in", { payload: null });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      error: { cause: { code: "partly_written", details: { failedCount: 1 } } },
    });
  });

  test.each([
    ["text", (envelope: object) => JSON.stringify(envelope)],
    ["a Buffer", (envelope: object) => Buffer.from(JSON.stringify(envelope))],
  ])("records handed over as JSON in %s are told apart as well", async (_what, written) => {
    const data = [{ Last_Name: "T1", Company: "X" }, { Company: "no name" }];
    await world.nodeRed.inject("free-in", {
      zoho: { connection: "acme", method: "POST", path: "/crm/v8/Leads" },
      payload: written({ data }),
    });
    const [out] = await world.nodeRed.waitFor("out");
    expect(out?.["payload"]).toMatchObject({
      written: [{ index: 0, item: data[0] }],
      failed: [{ index: 1, item: data[1] }],
    });
    expect((await world.nodeRed.waitFor("failed"))[0]).toMatchObject({
      error: { cause: { code: "partly_written" } },
    });
  });

  test("records refused under a path that is not a module's are no success", async () => {
    const item = { code: "INVALID_DATA", message: "invalid data", status: "error", details: {} };
    const ok = { code: "SUCCESS", message: "done", status: "success", details: { id: "1" } };
    await world.emulator.faults({
      match: { path: "/crm/v8/Leads/actions/mass_update" },
      fault: "status",
      status: 207,
      body: JSON.stringify({ data: [ok, item] }),
      headers: { "content-type": "application/json" },
    });
    await world.nodeRed.inject("free-in", {
      zoho: { connection: "acme", method: "POST", path: "Leads/actions/mass_update" },
      payload: {},
    });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      error: { cause: { code: "partly_written", details: { failedCount: 1, total: 2 } } },
    });
  });

  test("a flow behind one output can't change what the other says", async () => {
    const leads = [{ Last_Name: "S1", Company: "X" }, { Company: "no name" }];
    await world.nodeRed.inject("shared-in", {
      zoho: { connection: "acme", method: "POST", path: "Leads" },
      payload: leads,
    });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      payload: leads,
      error: { cause: { details: { failed: [{ item: leads[1] }] } } },
    });
  });

  test("a path in a message is filled from the message, not from the environment", async () => {
    const failed = await refused({ connection: "acme", path: "Leads/{{env.ZOHO_EMULATOR_URL}}" });
    expect(failed.error.cause).toMatchObject({ code: "invalid_input" });
    expect(JSON.stringify(failed.error)).not.toContain("127.0.0.1");
  });

  test("a write of several that is wholly refused still names every record", async () => {
    const failed = await refused({ connection: "acme", method: "POST", path: "Leads" }, [
      { Company: "1" },
      { Company: "2" },
    ]);
    expect(failed.error.cause).toMatchObject({
      code: "partly_written",
      details: { failedCount: 2, total: 2 },
    });
  });

  test("msg.zoho steers this node only, msg.headers and other properties pass through, an old error goes", async () => {
    const out = await call({ connection: "acme", path: "org" }, "in", {
      headers: { "x-mine": "1" },
      error: { message: "old" },
      topic: "kept",
    });
    expect(out).toMatchObject({ headers: { "x-mine": "1" }, topic: "kept" });
    expect(out).not.toHaveProperty("zoho");
    expect(out).not.toHaveProperty("error");
    expect(out["payload"]).toMatchObject({ company_name: "Acme" });
  });

  test("chained nodes with other connections, products and methods do what their dialogs say", async () => {
    await world.emulator.forgetRequests();
    await world.nodeRed.inject("chain-in", { payload: "start" });
    const [out] = await world.nodeRed.waitFor("chain-out");
    expect(out?.["payload"]).toMatchObject({
      dryRun: true,
      method: "GET",
      url: "https://www.zohoapis.com/bigin/v2/Pipelines?fields=Deal_Name",
      body: null,
    });
    expect(JSON.stringify(out)).not.toMatch(/Zoho-oauthtoken/i);
    const calls = (await world.emulator.apiCalls()).map(
      ({ method, host, path }) => `${method} ${host}${path.split("?")[0] ?? ""}`,
    );
    expect(calls).toEqual(["GET www.zohoapis.com/crm/v8/Leads", "POST sandbox.zohoapis.com/crm/v8/Contacts"]);
    expect(await world.nodeRed.messages("chain-failed")).toEqual([]);
  });

  test("an answer sent on to http response carries none of Zoho's headers", async () => {
    const response = await fetch(`${world.nodeRed.url}/leads`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ company_name: "Acme" });
    const names = [...response.headers.keys()].join();
    expect(names).not.toMatch(/x-api-credits|zoho|set-cookie/i);
  });

  test("a result sent on to the core http request node carries none of Zoho's headers", async () => {
    const server = createServer((incoming, answer) => answer.end(JSON.stringify(incoming.headers)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await world.nodeRed.inject("onward-in", {
        url: `http://127.0.0.1:${String(port)}/`,
        headers: { "x-mine": "1" },
      });
      const [msg] = await world.nodeRed.waitFor("onward-out");
      expect(msg?.["payload"]).toMatchObject({ "x-mine": "1" });
      expect(JSON.stringify(msg?.["payload"])).not.toMatch(/authorization|oauthtoken|x-api-credits|zoho/i);
    } finally {
      server.close();
    }
  });

  test("workflows that are switched off reach Zoho as an empty trigger", async () => {
    await world.nodeRed.deploy(
      FLOWS.map((node) => (node.id === "free" ? { ...node, workflows: "none" } : node)),
      "nodes",
    );
    const out = await call(
      { connection: "acme", method: "POST", path: "Leads" },
      { Last_Name: "Quiet", Company: "Q" },
    );
    expect(out["statusCode"]).toBe(201);
    await world.nodeRed.deploy(FLOWS, "nodes");
  });

  test.each([
    ["msg.zoho that is no object", "Leads", "invalid_input"],
    ["an unknown connection", { connection: "nobody", path: "org" }, "unknown_connection"],
    ["no connection where there are several", { path: "org" }, "ambiguous_connection"],
    [
      "a path on another host",
      { connection: "acme", path: "https://evil.example/crm/v8/Leads" },
      "foreign_host",
    ],
    [
      "a path on another of Zoho's hosts",
      { connection: "acme", path: "https://sandbox.zohoapis.com/crm/v8/Leads" },
      "foreign_host",
    ],
    ["a path that climbs out", { connection: "acme", path: "../../../oauth" }, "invalid_path"],
    ["an unknown product", { connection: "acme", product: "fax", path: "x" }, "invalid_input"],
    ["an unknown method", { connection: "acme", method: "BREW", path: "x" }, "invalid_input"],
    [
      "a header of ours",
      { connection: "acme", path: "org", headers: { Authorization: "x" } },
      "invalid_input",
    ],
    ["a gap without a value", { connection: "acme", path: "Leads/{{payload.nothing}}" }, "invalid_input"],
    ["a missing path", { connection: "acme" }, "invalid_input"],
    ["another org than the connection's", { connection: "acme", path: "org", org: "1" }, "wrong_org"],
    ["an unknown module", { connection: "acme", path: "Unicorns", query: { fields: "x" } }, "not_found"],
    ["a body that is no record", { connection: "acme", method: "POST", path: "Leads" }, "invalid_data"],
    [
      "a list that is asked for with a wrong query",
      { connection: "acme", path: "Leads", query: { fields: { a: 1 } } },
      "invalid_input",
    ],
  ])("%s ends in a clear error and sends no token astray", async (_what, zoho, code) => {
    const failed = await refused(zoho, {});
    expect(failed.error.cause).toMatchObject({ code, class: code === "wrong_org" ? "no_org" : "rejected" });
    expect(failed.error.cause["reason"]).toMatch(/\w.*[.:]/);
    expect(failed.error.cause["remedy"]).toMatch(/\w.*\./);
    expect(failed["payload"]).toEqual({});
    expect(failed["zoho"]).toEqual(zoho);
  });
});
