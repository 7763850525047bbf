import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FACES } from "../../../src/emulator/faces/faces";
import { control } from "../support/running";
import { clientOf, faceClient, type FaceClient, joined } from "./support/face-client";

const SCOPE =
  "Desk.tickets.ALL,Desk.contacts.READ,ZohoBooks.contacts.ALL,ZohoCreator.report.READ,ZohoCreator.form.CREATE," +
  "ZohoProjects.projects.ALL,ZOHOPEOPLE.forms.ALL";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "emulator-faces-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A list and a write of every product, by the path from the emulator's root. */
function script(
  client: FaceClient,
): readonly { readonly list: string; readonly write: string; body: unknown }[] {
  const books = `www.zohoapis.com/books/v3/contacts?organization_id=${client.orgId("books", "Acme Services")}`;
  const projects = `projects.zoho.com/api/v3/portal/${client.orgId("projects", "Acme Services")}/projects`;
  const creator = "www.zohoapis.com/creator/v2.1/data/acme/field-service";
  const people = "people.zoho.com/people/api/forms";
  return [
    { list: books, write: books, body: { contact_name: "Kept" } },
    { list: projects, write: projects, body: { name: "Kept" } },
    {
      list: `${creator}/report/All_Faults`,
      write: `${creator}/form/Fault`,
      body: { data: [{ Title: "Kept" }] },
    },
    {
      list: `${people}/candidate/getRecords`,
      write: `${people}/json/candidate/insertRecord?inputData=${encodeURIComponent('{"LastName":"Kept"}')}`,
      body: "",
    },
  ];
}

/** Calls from the emulator's root. */
async function at(client: FaceClient, path: string, body?: unknown): Promise<string> {
  const [base = "", ...rest] = path.split("/");
  const answer = await client.call(rest.join("/"), {
    base,
    ...(body === undefined ? {} : { method: "POST", body }),
  });
  return `${answer.status} ${answer.text}`;
}

test("what was written outlives a restart, a limit that closed too, and a reset ends both", async () => {
  const stateFile = join(directory, "state.json");
  const client = await faceClient({ base: "", scope: SCOPE, stateFile });
  for (const { write, body } of script(client)) expect(await at(client, write, body)).toMatch(/^20[01] /);
  const lists = script(client).map(({ list }) => list);
  const before = await Promise.all(lists.map((list) => at(client, list)));
  for (const text of before) expect(text).toContain("Kept");
  const portal = "projects.zoho.com/api/v3/portal/1/projects";
  for (let n = 0; n < 101; n += 1) await at(client, portal);
  expect(await at(client, portal)).toContain("URL_ROLLING_THROTTLES_LIMIT_EXCEEDED");
  await client.zoho.close();
  expect(readFileSync(stateFile, "utf8")).toContain("faceRecords");

  const { zoho } = await faceClient({ base: "", scope: "Desk.tickets.READ", stateFile });
  const again = clientOf(zoho, client.token, "");
  expect(await at(again, portal)).toContain("URL_ROLLING_THROTTLES_LIMIT_EXCEEDED");
  const open = lists.filter((list) => !list.startsWith("projects."));
  expect(await Promise.all(open.map((list) => at(again, list)))).toEqual(
    before.filter((_text, index) => !lists[index]?.startsWith("projects.")),
  );
  await control(zoho, "POST", "reset");
  const fresh = await joined(zoho, { base: "", scope: SCOPE });
  for (const list of lists) expect(await at(fresh, list)).not.toContain("Kept");
  await zoho.close();
});

test("the same seed gives the same bytes, another seed gives others", async () => {
  async function play(seed: number): Promise<string> {
    const client = await faceClient({ base: "", scope: SCOPE, seed });
    const said = [
      await at(client, "desk.zoho.com/api/v1/tickets"),
      await at(client, "desk.zoho.com/api/v1/contacts"),
    ];
    for (const { list, write, body } of script(client)) {
      said.push(await at(client, write, body), await at(client, list));
    }
    return said.join("\n");
  }
  const first = await play(1);
  expect(await play(1)).toBe(first);
  expect(await play(2)).not.toBe(first);
});

test.each([
  ["throttle", 429, '"errorCode":"TOO_MANY_REQUESTS"', 429, '"code":44', 400, "URL_ROLLING_THROTTLES"],
  ["invalidToken", 401, '"errorCode":"INVALID_OAUTH"', 401, '"code":57', 401, '"title":"INVALID_OAUTHTOKEN"'],
  [
    "authenticationFailure",
    401,
    '"errorCode":"UNAUTHORIZED"',
    401,
    '"code":14',
    401,
    '"title":"INVALID_TICKET"',
  ],
  [
    "scopeMismatch",
    403,
    '"errorCode":"SCOPE_MISMATCH"',
    401,
    '"code":57',
    401,
    '"title":"INVALID_OAUTHSCOPE"',
  ],
])(
  "the fault %s speaks the language of the product",
  async (fault, desk, deskSays, books, booksSays, projects, projectsSays) => {
    const client = await faceClient({ base: "", scope: SCOPE });
    await control(client.zoho, "POST", "faults", { fault, times: null });
    for (const [path, status, words] of [
      ["desk.zoho.com/api/v1/tickets", desk, deskSays],
      ["www.zohoapis.com/books/v3/contacts", books, booksSays],
      ["projects.zoho.com/api/v3/portals", projects, projectsSays],
    ] as const) {
      const said = await at(client, path);
      expect(said).toContain(`${status} {`);
      expect(said).toContain(words);
    }
    expect(await at(client, "people.zoho.com/people/api/forms/x/getRecords")).toContain('"response":{');
    expect(await at(client, "www.zohoapis.com/creator/v2.1/data/a/b/report/c")).toMatch(
      /"code":(?:2955|1030|2945)/,
    );
    await control(client.zoho, "DELETE", "faults");
    await control(client.zoho, "POST", "faults", { fault, status: 418 });
    expect(await at(client, "desk.zoho.com/api/v1/tickets")).toMatch(/^418 /);
  },
);

test("the request log tells which org a call chose, and the code of a refusal", async () => {
  const client = await faceClient({ base: "", scope: SCOPE });
  const id = client.orgId("books", "Acme Services");
  await at(client, `www.zohoapis.com/books/v3/contacts?organization_id=${id}`);
  await at(client, "www.zohoapis.com/books/v3/contacts?organization_id=1");
  const { requests } = (await control(client.zoho, "GET", "requests")).body as { requests: unknown[] };
  expect(requests.slice(-2)).toMatchObject([
    { org: "Acme Services (Production)", person: "Robin Vale", status: 200 },
    { code: "6041", status: 400 },
  ]);
});

test("a token of one product has no scope in another", async () => {
  const client = await faceClient({ base: "", scope: "ZohoCRM.modules.ALL" });
  for (const [path, words] of [
    ["desk.zoho.com/api/v1/tickets", "SCOPE_MISMATCH"],
    ["www.zohoapis.com/books/v3/contacts", '"code":57'],
    ["www.zohoapis.com/creator/v2.1/data/acme/field-service/report/All_Visits", "INVALID_OAUTHSCOPE"],
    ["projects.zoho.com/api/v3/portals", "INVALID_OAUTHSCOPE"],
    ["people.zoho.com/people/api/forms/employee/getRecords", '"code":7218'],
  ] as const) {
    expect(await at(client, path)).toContain(words);
  }
});

test.each(FACES.map((face) => [face.product, face] as const))(
  "%s: tables say what they rest on, and every product has its own words for the common refusals",
  (_product, face) => {
    for (const route of face.routes) {
      expect(route.what).not.toBe("");
      expect(route.scope).toMatch(/^[A-Za-z]+\.[A-Za-z._]+\.(?:READ|CREATE|UPDATE|DELETE)$/i);
      expect(route.basis.confidence.length).toBeGreaterThan(0);
    }
    for (const error of Object.values(face.errors)) expect(error.when).not.toBe("");
  },
);
