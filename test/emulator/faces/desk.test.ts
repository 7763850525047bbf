import { expect, test } from "vitest";
import { DESK_ERRORS } from "../../../src/emulator/faces/desk/desk-errors";
import type { Answer } from "../support/running";
import { control } from "../support/running";
import { eachOnce, faceClient, type FaceClient, type FaceStart, joined } from "./support/face-client";

const START = {
  base: "desk.zoho.com/api/v1",
  scope: "Desk.tickets.ALL,Desk.contacts.READ,Desk.basic.READ",
} as const;

function desk(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return faceClient({ ...START, ...more });
}

function rowsOf(answer: Answer): readonly Record<string, unknown>[] {
  return answer.body["data"] as readonly Record<string, unknown>[];
}

async function draft(client: FaceClient): Promise<Record<string, unknown>> {
  const [department] = rowsOf(await client.call("departments"));
  const [contact] = rowsOf(await client.call("contacts?limit=1"));
  return { subject: "Pump stopped", departmentId: department?.["id"], contactId: contact?.["id"] };
}

test.each(["tickets", "contacts"])(
  "%s by from and limit: every record once, no has-more, 204 beyond the end",
  async (path) => {
    const { call } = await desk();
    const seen: unknown[] = [];
    let from = 0;
    for (;;) {
      const answer = await call(`${path}?from=${from}&limit=50`);
      if (answer.status === 204) break;
      expect(Object.keys(answer.body)).toEqual(["data"]);
      seen.push(...rowsOf(answer).map((row) => row["id"]));
      from += 50;
    }
    expect(eachOnce(seen)).toBe(path === "tickets" ? 230 : 120);
    expect(rowsOf(await call(path))).toHaveLength(50);
    expect(rowsOf(await call(`${path}?limit=100`))).toHaveLength(100);
  },
);

test("a portal without tickets answers 204 with no body", async () => {
  const { call } = await desk({ person: "Alex Stone", org: "Cedar Foods" });
  const answer = await call("tickets");
  expect([answer.status, answer.text]).toEqual([204, ""]);
});

test("Desk orgId mismatch → 403", async () => {
  const { zoho, call, orgId } = await desk({ person: "Alex Stone", org: "Birch Retail" });
  const birch = orgId("desk", "Birch Retail");
  const cedar = orgId("desk", "Cedar Foods");
  expect((await call("tickets?limit=1", { headers: { orgId: birch } })).status).toBe(200);
  expect((await call("tickets?limit=1")).status).toBe(200);
  const refused = await call("tickets?limit=1", { headers: { orgId: cedar } });
  expect([refused.status, refused.body]).toEqual([
    403,
    {
      errorCode: "OAUTH_ORG_MISMATCH",
      message: "The OAuthToken is not valid for specified organization.",
    },
  ]);
  // The same person's token for the other portal does reach it.
  const other = await joined(zoho, { ...START, person: "Alex Stone", org: "Cedar Foods" });
  expect((await other.call("contacts?limit=1", { headers: { orgId: cedar } })).status).toBe(200);
});

test("organizations tells the token's portal, whatever the orgId header says", async () => {
  const { call, orgId } = await desk({ person: "Alex Stone", org: "Cedar Foods" });
  const answer = await call("organizations", { headers: { orgId: "1" } });
  expect(rowsOf(answer)).toMatchObject([{ id: orgId("desk", "Cedar Foods"), companyName: "Cedar Foods" }]);
});

test("a ticket is made, read by its ID and listed", async () => {
  const client = await desk();
  const made = await client.call("tickets", { body: { ...(await draft(client)), priority: "High" } });
  expect([made.status, made.body["subject"]]).toEqual([200, "Pump stopped"]);
  const id = String(made.body["id"]);
  expect((await client.call(`tickets/${id}`)).body).toEqual(made.body);
  const last = rowsOf(await client.call("tickets?from=230"));
  expect(last).toMatchObject([{ id, priority: "High", createdTime: "2026-03-10T12:00:00.000Z" }]);
});

test("every answer in a portal tells the credits that are left", async () => {
  const { call } = await desk({ settings: { deskCreditsPerDay: 2 } });
  const left = async (): Promise<unknown[]> => {
    const { status, headers } = await call("tickets?limit=1");
    return [
      status,
      headers.get("x-rate-limit-remaining-v3"),
      headers.get("x-rate-limit-request-weight-v3"),
      headers.get("retry-after"),
    ];
  };
  expect(await left()).toEqual([200, "1", "1", null]);
  expect(await left()).toEqual([200, "0", "1", null]);
  expect(await left()).toEqual([429, "0", "1", "86400"]);
});

test("after the time of Retry-After there are credits again", async () => {
  const { zoho, call } = await desk({ settings: { deskCreditsPerDay: 1 } });
  await call("tickets?limit=1");
  const refused = await call("tickets?limit=1");
  const advanceSeconds = Number(refused.headers.get("retry-after"));
  await control(zoho, "PATCH", "settings", { accessTtl: 86_400 });
  await control(zoho, "POST", "clock", { advanceSeconds });
  const again = await joined(zoho, START);
  expect((await again.call("tickets?limit=1")).status).toBe(200);
});

test("a ticket is changed: what is not sent stays, a wrong value is refused", async () => {
  const client = await desk({ scope: "Desk.tickets.ALL,Desk.contacts.ALL,Desk.search.READ" });
  const [seeded] = rowsOf(await client.call("tickets?limit=1"));
  const path = `tickets/${String(seeded?.["id"])}`;
  const changed = await client.call(path, { method: "PATCH", body: { status: "Closed" } });
  expect(changed.body).toEqual({ ...seeded, status: "Closed", modifiedTime: "2026-03-10T12:00:00.000Z" });
  expect((await client.call(path)).body).toEqual(changed.body);
  const wrong = await client.call(path, { method: "PATCH", body: { contactId: "1", status: 5 } });
  expect([wrong.status, wrong.body["errors"]]).toMatchObject([
    422,
    [{ fieldName: "/contactId" }, { fieldName: "/status" }],
  ]);
  expect((await client.call("tickets/1", { method: "PATCH", body: {} })).status).toBe(404);
});

test("a contact is made, found, and changed", async () => {
  const { call } = await desk({ scope: "Desk.contacts.ALL,Desk.search.READ" });
  const made = await call("contacts", { body: { lastName: "Ulrich", email: "u@plant.example" } });
  expect(made.body).toMatchObject({ lastName: "Ulrich", firstName: null });
  const id = String(made.body["id"]);
  const found = await call("contacts/search?email=U@plant.example");
  expect([found.body["count"], rowsOf(found).map((row) => row["id"])]).toEqual([1, [id]]);
  await call(`contacts/${id}`, { method: "PATCH", body: { phone: "7" } });
  expect((await call(`contacts/${id}`)).body).toMatchObject({ lastName: "Ulrich", phone: "7" });
  const refused = await call("contacts", { body: { email: "none" } });
  expect(refused.body["errors"]).toMatchObject([
    { fieldName: "/email", errorType: "invalid" },
    { fieldName: "/lastName", errorType: "missing" },
  ]);
});

test("tickets are searched by field, by the beginning of one, and everywhere; 204 where there are none", async () => {
  const { call } = await desk({ scope: "Desk.search.READ" });
  const found = await call("tickets/search?status=Open&subject=Pump*&limit=100");
  const rows = rowsOf(found);
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) expect(row).toMatchObject({ status: "Open", subject: "Pump stopped" });
  const everywhere = await call("tickets/search?_all=pump&from=3&limit=2");
  expect([rowsOf(everywhere).length, Number(everywhere.body["count"]) > 5]).toEqual([2, true]);
  expect((await call("tickets/search?subject=nothing")).status).toBe(204);
  expect((await call("tickets/search?from=5000")).status).toBe(422);
});

const PROVOKE: Readonly<Record<keyof typeof DESK_ERRORS, () => Promise<Answer>>> = {
  unknownPath: async () => (await desk()).call("nothing"),
  noToken: async () => (await desk()).call("tickets", { token: null }),
  deadToken: async () => (await desk()).call("tickets", { token: "dead" }),
  wrongMethod: async () => (await desk()).call("tickets", { method: "DELETE" }),
  noScope: async () => (await desk({ scope: "Desk.tickets.READ" })).call("tickets", { body: {} }),
  orgMismatch: async () => (await desk()).call("tickets", { headers: { orgId: "1" } }),
  tooManyAtOnce: async () => {
    const client = await desk({ settings: { deskConcurrency: 1, apiLatency: 100 } });
    const answers = await Promise.all([client.call("tickets"), client.call("tickets")]);
    return answers.find((answer) => answer.status !== 200) ?? client.call("tickets");
  },
  noCredits: async () => {
    const { call } = await desk({ settings: { deskCreditsPerDay: 1 } });
    await call("tickets");
    return call("tickets");
  },
  badParameter: async () => (await desk()).call("tickets?limit=101"),
  notFound: async () => (await desk()).call("tickets/1"),
  emptyBody: async () => (await desk()).call("tickets", { method: "POST" }),
  badBody: async () => (await desk()).call("tickets", { body: "{" }),
  badData: async () => (await desk()).call("tickets", { body: { subject: "x" } }),
};

test.each(Object.keys(DESK_ERRORS) as (keyof typeof DESK_ERRORS)[])("the refusal %s", async (name) => {
  const { code, status, message } = DESK_ERRORS[name];
  const answer = await PROVOKE[name]();
  expect([answer.status, answer.body["errorCode"]]).toEqual([status, code]);
  expect(answer.body["message"]).toBe(message.replace("{name}", "limit"));
  expect(answer.headers.get("content-type")).toBe("application/json;charset=UTF-8");
});

test("the tested refusals are those of the table", () => {
  expect(Object.keys(PROVOKE).sort()).toEqual(Object.keys(DESK_ERRORS).sort());
});

test("INVALID_DATA names every field, missing or invalid", async () => {
  const client = await desk();
  const { departmentId } = await draft(client);
  const body = { departmentId: "1", contactId: departmentId, status: 7, __proto__: null };
  expect((await client.call("tickets", { body })).body["errors"]).toEqual([
    { fieldName: "/subject", errorType: "missing", errorMessage: "" },
    { fieldName: "/departmentId", errorType: "invalid", errorMessage: "" },
    { fieldName: "/contactId", errorType: "invalid", errorMessage: "" },
    { fieldName: "/status", errorType: "invalid", errorMessage: "" },
  ]);
});

test.each(["from=-1", "from=x", "from=99999999999999999999", "limit=0", "limit=1e2"])(
  "%s is refused",
  async (query) => {
    expect((await (await desk()).call(`tickets?${query}`)).status).toBe(422);
  },
);

test("SCOPE_MISMATCH has the status of the setting", async () => {
  const { call } = await desk({ scope: "Desk.basic.READ", settings: { deskScopeStatus: 401 } });
  const answer = await call("tickets");
  expect([answer.status, answer.body["errorCode"]]).toEqual([401, "SCOPE_MISMATCH"]);
});

test("Canada's Desk is at zohocloud.ca; a token of another data center is dead there", async () => {
  const base = "desk.zohocloud.ca/api/v1";
  const { zoho, call } = await desk({ base, person: "Remy Roy" });
  expect(rowsOf(await call("tickets?limit=100"))).toHaveLength(55);
  const robin = await joined(zoho, START);
  expect((await robin.call("tickets")).status).toBe(200);
  expect((await robin.call("tickets", { base })).body["errorCode"]).toBe("INVALID_OAUTH");
});

test.each([
  ["own", 200, 404],
  ["gateway", 404, 200],
  ["both", 200, 200],
] as const)("with deskAt %s the own host answers %i, the gateway %i", async (deskAt, own, gateway) => {
  const { call } = await desk({ settings: { deskAt } });
  expect((await call("tickets")).status).toBe(own);
  expect((await call("tickets", { base: "www.zohoapis.com/api/v1" })).status).toBe(gateway);
  expect((await call("tickets", { base: "sandbox.zohoapis.com/api/v1" })).status).toBe(404);
});
