import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { FlowNode } from "../support/flow";
import type { FlowMessage } from "../support/node-red-runtime";
import { PROJECT_ROOT } from "../support/project-root";
import { directoryWithPalette, type MariaDb, mariaDbProgram, startMariaDb } from "./support/mariadb";
import { probeIn, probeOut } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const EXAMPLE = JSON.parse(
  readFileSync(join(PROJECT_ROOT, "examples", "16 Two-way contact sync with a local database.json"), "utf8"),
) as readonly FlowNode[];

const PROGRAM = await mariaDbProgram();

/** The example as it is, but for where the database is, who watches, and that nothing happens by itself. */
function flowsWith({ port }: MariaDb): readonly FlowNode[] {
  const example = EXAMPLE.map((node) => {
    if (node.type === "MySQLdatabase") return { ...node, port: String(port) };
    if (node.type === "debug") return { ...node, type: "probe-out" };
    if (node.type === "inject") return { ...node, repeat: "", once: false };
    return node.type === "zoho-changes" ? { ...node, interval: 24, intervalUnit: "hours" } : node;
  });
  const request = EXAMPLE.find(({ id }) => id === "zohoex16new");
  return [
    ...example,
    probeIn("poll", "zohoex16changes"),
    probeIn("ask-sql", "sql"),
    { id: "sql", type: "mysql", z: "zohoex16tab", mydb: "zohoex16db", name: "", wires: [["sql-out"]] },
    probeOut("sql-out"),
    probeIn("ask-crm", "crm"),
    { ...request, id: "crm", type: "zoho-request", method: "", path: "", wires: [["crm-out"], ["crm-out"]] },
    probeOut("crm-out"),
  ];
}

interface Row {
  readonly email: string;
  readonly phone: string | null;
  readonly zoho_id: string | null;
}

describe.skipIf(PROGRAM === undefined)("the example of a two-way sync with a database", () => {
  let world: World;
  let database: MariaDb;
  beforeAll(async () => {
    database = await startMariaDb(PROGRAM ?? "");
    const flows = flowsWith(database);
    const userDir = await directoryWithPalette();
    world = await startWorld({
      flows,
      userDir,
      ready: ["acme-production"],
      emulator: { records: { Contacts: 12 } },
    });
    await world.nodeRed.waitForStatus("sql", ({ text }) => text === "connected");
    await press("make");
    await world.nodeRed.waitFor("zohoex16ready");
  });
  afterAll(async () => {
    await world.close();
    await database.close();
  });

  async function press(button: "make" | "tick"): Promise<void> {
    await world.nodeRed.admin(`inject/zohoex16${button}`, { method: "POST" });
  }

  async function answer(ask: "sql" | "crm", msg: FlowMessage): Promise<unknown> {
    const before = (await world.nodeRed.messages(`${ask}-out`)).length;
    await world.nodeRed.inject(`ask-${ask}`, msg);
    return (await world.nodeRed.waitFor(`${ask}-out`, before + 1))[before]?.["payload"];
  }

  async function sql(topic: string, ...payload: unknown[]): Promise<readonly Row[]> {
    return (await answer("sql", { topic, payload })) as readonly Row[];
  }

  function crm(method: string, path: string, payload?: unknown): Promise<unknown> {
    return answer("crm", { zoho: { method, path }, payload });
  }

  async function rowsAre(where: string, wanted: readonly Partial<Row>[]): Promise<void> {
    await vi.waitFor(
      async () => {
        await world.nodeRed.inject("poll", { zoho: { action: "poll" } });
        expect(await sql(`select email, phone, zoho_id from contacts where ${where}`)).toMatchObject(wanted);
      },
      { timeout: 30_000, interval: 300 },
    );
  }

  /** Presses until CRM has what was changed here. */
  async function delivered(count: number): Promise<void> {
    const before = (await world.nodeRed.messages("zohoex16done")).length;
    await press("tick");
    await world.nodeRed.waitFor("zohoex16done", before + count);
  }

  async function contact(id: string | null | undefined): Promise<Record<string, unknown> | undefined> {
    const found = (await crm("GET", `Contacts/${id ?? ""}`)) as Record<string, unknown> | null;
    return found ?? undefined;
  }

  /** Writes of contacts that CRM has been sent since the last time. */
  async function writes(): Promise<number> {
    const calls = await world.emulator.apiCalls();
    await world.emulator.forgetRequests();
    return calls.filter(({ method }) => method !== "GET").length;
  }

  test("all contacts of CRM come into the table, and nothing goes back", async () => {
    await vi.waitFor(
      async () => {
        const [row] = await sql(
          "select count(*) as email from contacts where zoho_id is not null and agreed = look",
        );
        expect(Number(row?.email)).toBeGreaterThanOrEqual(12);
      },
      { timeout: 30_000, interval: 300 },
    );
    await writes();
    await press("tick");
    await sql("select 1 as email");
    expect(await writes()).toBe(0);
  });

  test("a row that is new here becomes a contact, once: its echo is not taken for a change", async () => {
    await sql("insert into contacts (email, last_name, phone) values ('new@local.example', 'New', '1')");
    await delivered(1);
    const [row] = await sql("select * from contacts where email = 'new@local.example'");
    expect(await contact(row?.zoho_id)).toMatchObject({ Email: "new@local.example", Last_Name: "New" });
    await crm("POST", "Contacts", { Email: "marker@zoho.example", Last_Name: "Marker" });
    await writes();
    // What comes after the echo has come, so has the echo.
    await rowsAre("email = 'marker@zoho.example'", [{ email: "marker@zoho.example" }]);
    await press("tick");
    await sql("select 1 as email");
    expect(await writes()).toBe(0);
    expect(await world.nodeRed.messages("zohoex16conflict")).toEqual([]);
  });

  test("changes go both ways", async () => {
    const [row] = await sql("select * from contacts where email = 'new@local.example'");
    await sql("update contacts set phone = '2' where email = 'new@local.example'");
    await delivered(1);
    expect(await contact(row?.zoho_id)).toMatchObject({ Phone: "2" });
    await crm("PUT", `Contacts/${row?.zoho_id ?? ""}`, { Phone: "3" });
    await rowsAre("email = 'new@local.example'", [{ phone: "3" }]);
  });

  test("where both sides were changed the later change wins, and what lost is told", async () => {
    const [row] = await sql("select * from contacts where email = 'new@local.example'");
    const changed = "update contacts set phone = ?, changed_at = current_timestamp(3) + interval ? second";
    const ofOurs = "where email = 'new@local.example'";
    await sql(`${changed} ${ofOurs}`, "older", -30);
    await crm("PUT", `Contacts/${row?.zoho_id ?? ""}`, { Phone: "newer" });
    await rowsAre("email = 'new@local.example'", [{ phone: "newer" }]);
    const [told] = await world.nodeRed.waitFor("zohoex16conflict");
    expect(told?.["payload"]).toMatchObject({
      winner: "CRM",
      theirs: { phone: "newer" },
      ours: { phone: "older" },
    });
    await crm("PUT", `Contacts/${row?.zoho_id ?? ""}`, { Phone: "older in CRM" });
    await sql(`${changed} ${ofOurs}`, "newest", 30);
    await world.nodeRed.inject("poll", { zoho: { action: "poll" } });
    expect((await world.nodeRed.waitFor("zohoex16conflict", 2))[1]?.["payload"]).toMatchObject({
      winner: "database",
    });
    await delivered(1);
    expect(await contact(row?.zoho_id)).toMatchObject({ Phone: "newest" });
  });

  test("deletions go both ways", async () => {
    const [ours, theirs] = await sql(
      "select * from contacts where email in ('new@local.example', 'marker@zoho.example') order by email desc",
    );
    await sql("update contacts set deleted = true where email = 'new@local.example'");
    await delivered(1);
    expect(await contact(ours?.zoho_id)).toBeUndefined();
    expect(await sql("select * from contacts where email = 'new@local.example'")).toEqual([]);
    await crm("DELETE", `Contacts/${theirs?.zoho_id ?? ""}`);
    await rowsAre("email = 'marker@zoho.example'", []);
    expect(await world.nodeRed.messages("zohoex16bad")).toEqual([]);
  });
});
