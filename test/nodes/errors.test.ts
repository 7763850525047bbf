import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ERROR_CLASSES } from "../../src/errors/classes";
import type { FlowMessage } from "../support/node-red-runtime";
import { NODE_RED_VERSIONS } from "../support/runtimes";
import { catcher, client, declared, errorSwitch, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const FREE = { product: "", method: "" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("in", "caught", "sent"),
  request("caught", { ...FREE, errors: "catch" }, [["ok"]]),
  request("sent", { ...FREE, errors: "output" }, [["ok"], ["error-output"]]),
  probeOut("ok"),
  catcher("catch", ["caught"], "catch-output"),
  probeOut("catch-output"),
  probeOut("error-output"),
  probeIn("switch-in", "switch"),
  ...errorSwitch("switch"),
];

interface Failed extends FlowMessage {
  readonly error: {
    readonly message: string;
    readonly code?: string;
    readonly source: { readonly id: string; readonly type: string };
    readonly cause: Readonly<Record<string, unknown>>;
  };
}

describe.each(NODE_RED_VERSIONS)("errors on Node-RED %s", (version) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, ready: ["acme"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.clearFaults();
  });

  test.each([
    [
      "a refused record",
      { method: "POST", path: "Leads" },
      { Company: "no name" },
      "rejected",
      "invalid_data",
    ],
    [
      "a partly refused write",
      { method: "POST", path: "Leads" },
      [{ Last_Name: "P", Company: "C" }, {}],
      "rejected",
      "partly_written",
    ],
    ["an unknown module", { path: "Unicorns", query: { fields: "x" } }, null, "rejected", "not_found"],
    ["bad input", { path: "" }, null, "rejected", "invalid_input"],
  ])("Catch and the error output say the same of %s", async (_what, zoho, payload, errorClass, code) => {
    await world.nodeRed.inject("in", { zoho: { connection: "acme", ...zoho }, payload, topic: "kept" });
    const [byCatch] = (await world.nodeRed.waitFor("catch-output")) as readonly Failed[];
    const [byOutput] = (await world.nodeRed.waitFor("error-output")) as readonly Failed[];
    expect(byCatch?.error.cause).toMatchObject({
      class: errorClass,
      code,
      ...(code !== "invalid_input" && { connection: "acme", product: "crm" }),
    });
    expect(withoutIds(byOutput?.error.cause)).toEqual(withoutIds(byCatch?.error.cause));
    expect(byOutput?.error.message).toBe(byCatch?.error.message);
    expect(byCatch).toMatchObject({
      payload,
      topic: "kept",
      error: { source: { id: "caught", type: "zoho-request" } },
    });
    expect(byOutput).toMatchObject({
      payload,
      topic: "kept",
      error: { source: { id: "sent", type: "zoho-request" } },
    });
    if (version !== "4.0") expect(byCatch?.error.code).toBe(code);
  });

  test("a network failure in a read is unreachable, in a create it is unknown", async () => {
    // Two nodes, and each tries a read three times.
    await world.emulator.faults({ match: { host: "www.zohoapis.com" }, fault: "reset", times: 6 });
    await world.nodeRed.inject("in", { zoho: { connection: "acme", path: "org" } });
    const [read] = (await world.nodeRed.waitFor("catch-output")) as readonly Failed[];
    expect(read?.error.cause).toMatchObject({ class: "unreachable", code: "network" });
    world.nodeRed.forget();
    await world.emulator.clearFaults();
    await world.emulator.faults({ match: { host: "www.zohoapis.com" }, fault: "reset", times: 2 });
    await world.nodeRed.inject("in", {
      zoho: { connection: "acme", method: "POST", path: "Leads" },
      payload: { Last_Name: "L", Company: "C" },
    });
    const [create] = (await world.nodeRed.waitFor("catch-output")) as readonly Failed[];
    expect(create?.error.cause).toMatchObject({ class: "unknown", code: "write_unknown" });
  });

  test("the error switch sends each class out of its own port and moves the error away", async () => {
    for (const errorClass of ERROR_CLASSES) {
      const code = errorClass === "other" ? "internal" : "no_org";
      const error = {
        message: "m",
        source: { id: "x" },
        cause: { class: errorClass, code, reason: "r", remedy: "d" },
      };
      await world.nodeRed.inject("switch-in", { payload: errorClass, error });
      const [msg] = await world.nodeRed.waitFor(`switch-${errorClass}`);
      expect(msg).toMatchObject({ payload: errorClass, zohoError: error });
      expect(msg).not.toHaveProperty("error");
    }
    const arrived = ERROR_CLASSES.map((errorClass) => world.nodeRed.messages(`switch-${errorClass}`));
    expect((await Promise.all(arrived)).map((messages) => messages.length)).toEqual(
      ERROR_CLASSES.map(() => 1),
    );
  });

  test("what is no error of ours leaves by other, untouched", async () => {
    const foreign = { payload: 1, error: { message: "TypeError: x", source: { id: "f" } } };
    await world.nodeRed.inject("switch-in", foreign);
    const [msg] = await world.nodeRed.waitFor("switch-other");
    expect(msg).toMatchObject(foreign);
    await world.nodeRed.inject("switch-in", { payload: 2 });
    const all = await world.nodeRed.waitFor("switch-other", 2);
    expect(all[1]).toMatchObject({ payload: 2 });
  });
});

/** IDs and times of records differ between two writes of the same data. */
function withoutIds(cause: unknown): unknown {
  return JSON.parse(
    JSON.stringify(cause, (key, value: unknown) =>
      ["id", "Created_Time", "Modified_Time"].includes(key) ? "*" : value,
    ),
  );
}
