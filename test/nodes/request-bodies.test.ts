import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const FREE = { product: "", method: "", connection: "acme", errors: "output" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("free-in", "free"),
  request("free", FREE, [["out"], ["failed"]]),
  probeIn("dry-in", "dry"),
  request("dry", { ...FREE, dryRun: true }, [["out"], ["failed"]]),
  probeIn("save-in", "save"),
  request("save", { ...FREE, result: "file" }, [["out"], ["failed"]]),
  probeIn("save-dry-in", "save-dry"),
  request("save-dry", { ...FREE, result: "file", resultFile: "saved.csv", dryRun: true }, [
    ["out"],
    ["failed"],
  ]),
  probeIn("stream-in", "streaming"),
  {
    id: "streaming",
    type: "function",
    z: "tab",
    func: "msg.payload = { content: stream.Readable.from(['streamed']), name: 's.txt' }; return msg;",
    libs: [{ var: "stream", module: "stream" }],
    outputs: 1,
    wires: [["free"]],
  },
  probeOut("out"),
  probeOut("failed"),
];

describe("bodies of zoho-request", () => {
  let world: World;
  let folder: string;
  let attachments: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zoho-node-files-"));
    writeFileSync(join(folder, "report.csv"), "a,b\n1,2\n");
    world = await startWorld({
      flows: FLOWS,
      ready: ["acme"],
      settings: { fileWorkingDirectory: folder, functionExternalModules: true },
    });
    const lead = await call({ method: "POST", path: "Leads" }, { Last_Name: "Files" });
    attachments = `Leads/${(lead["payload"] as { id: string }).id}/Attachments`;
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    world.nodeRed.forget();
  });

  async function call(zoho: unknown, payload?: unknown, input = "free-in"): Promise<FlowMessage> {
    world.nodeRed.forget();
    await world.nodeRed.inject(input, { zoho, payload });
    const [out] = await world.nodeRed.waitFor("out");
    return out ?? {};
  }

  async function refused(
    zoho: unknown,
    payload?: unknown,
    input = "free-in",
  ): Promise<Record<string, unknown>> {
    world.nodeRed.forget();
    await world.nodeRed.inject(input, { zoho, payload });
    const [failed] = await world.nodeRed.waitFor("failed");
    return (failed as { error: { cause: Record<string, unknown> } }).error.cause;
  }

  const upload = (): unknown => ({ method: "POST", path: attachments, bodyFormat: "multipart" });

  test("a file is attached by its path below fileWorkingDirectory, and comes back as a Buffer", async () => {
    const out = await call(upload(), { path: "report.csv" });
    const { id } = out["payload"] as { id: string };
    const file = await call({ method: "GET", path: `${attachments}/${id}` });
    expect(Buffer.from(file["payload"] as Uint8Array).toString()).toBe("a,b\n1,2\n");
  });

  test("an attachment goes to a file below fileWorkingDirectory, and only its place is in the message", async () => {
    const { payload } = await call(upload(), { path: "report.csv", name: "../../etc/passwd" });
    const path = `${attachments}/${(payload as { id: string }).id}`;
    const out = await call({ method: "GET", path, resultFile: "saved.csv" }, undefined, "save-in");
    expect(out["payload"]).toEqual({
      path: join(folder, "saved.csv"),
      bytes: 8,
      contentType: expect.any(String) as string,
      name: "passwd",
    });
    expect(out).toMatchObject({ statusCode: 200, zohoResult: { counts: { bytes: 8 } } });
    expect(readFileSync(join(folder, "saved.csv"), "utf8")).toBe("a,b\n1,2\n");
  });

  test("an answer that is an error leaves no file", async () => {
    const zoho = { method: "GET", path: "Nothing/1", resultFile: "none.csv" };
    expect(await refused(zoho, undefined, "save-in")).toMatchObject({ class: "rejected" });
    expect(readdirSync(folder).filter((name) => name.startsWith("none"))).toEqual([]);
  });

  test("a file that can't be written is said before anything is asked of Zoho", async () => {
    await world.emulator.forgetRequests();
    const zoho = { method: "GET", path: "org", resultFile: "no/such/folder/a.csv" };
    expect(await refused(zoho, undefined, "save-in")).toMatchObject({ code: "file_unwritable" });
    expect(await refused({ method: "GET", path: "org" }, undefined, "save-in")).toMatchObject({
      code: "invalid_input",
    });
    expect(await world.emulator.requests()).toEqual([]);
  });

  test("a dry run shows where the answer would go", async () => {
    const out = await call({ method: "GET", path: "org" }, undefined, "save-dry-in");
    expect(out["payload"]).toMatchObject({ resultFile: join(folder, "saved.csv"), body: null });
  });

  test("a stream that a function makes is attached", async () => {
    const out = await call(upload(), undefined, "stream-in");
    expect(out["payload"]).toHaveProperty("id");
  });

  test("a file that is not there is an error in words, and the message stays as it was", async () => {
    const cause = await refused(upload(), { path: "missing.csv" });
    expect(cause).toMatchObject({
      class: "rejected",
      code: "file_unusable",
      connection: "acme",
      product: "crm",
    });
    expect(cause["reason"]).toContain(join(folder, "missing.csv"));
    expect(cause["remedy"]).toContain("fileWorkingDirectory");
  });

  test.each([
    ["automatic", "Leads", { Last_Name: "A" }, { data: [{ Last_Name: "A" }] }, /json/],
    ["json", "Leads", { Last_Name: "A" }, { Last_Name: "A" }, /json/],
    ["form", "org", { a: { b: 1 } }, { a: '{"b":1}' }, /urlencoded/],
    [
      "multipart",
      "files",
      { note: "n", file: { path: "report.csv" } },
      [
        { name: "note", value: "n" },
        { name: "file", file: "report.csv", contentType: "text/csv", bytes: 8 },
      ],
      /^multipart\/form-data; boundary=/,
    ],
    ["file", "files", "report.csv", { file: "report.csv", contentType: "text/csv", bytes: 8 }, /^text\/csv$/],
  ])(
    "a dry run shows a body of the format %s, and sends nothing",
    async (bodyFormat, path, payload, body, type) => {
      await world.emulator.forgetRequests();
      const out = await call({ method: "POST", path, bodyFormat }, payload, "dry-in");
      expect(out["payload"]).toMatchObject({ dryRun: true, method: "POST", body });
      const { headers } = out["payload"] as { headers: Record<string, string> };
      expect(headers["content-type"]).toMatch(type);
      expect(headers).not.toHaveProperty("authorization");
      expect(await world.emulator.requests()).toEqual([]);
    },
  );

  test("a dry run refuses what a call would", async () => {
    expect(await refused(upload(), { path: "missing.csv" }, "dry-in")).toMatchObject({
      code: "file_unusable",
    });
    expect(await refused({ method: "POST", path: "Leads", bodyFormat: "xml" }, {}, "dry-in")).toMatchObject({
      code: "invalid_input",
    });
  });
});
