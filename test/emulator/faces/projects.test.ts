import { expect, test } from "vitest";
import { PROJECTS_ERRORS } from "../../../src/emulator/faces/projects/projects-errors";
import type { Answer } from "../support/running";
import { control } from "../support/running";
import {
  eachOnce,
  faceClient,
  type FaceClient,
  type FaceStart,
  fixedPart,
  joined,
} from "./support/face-client";

const START = {
  base: "projects.zoho.com/api/v3",
  scope: "ZohoProjects.projects.ALL,ZohoProjects.portals.READ",
} as const;

interface Client extends FaceClient {
  /** Address of Acme's projects. */
  readonly acme: string;
}

async function projects(more: Partial<FaceStart> = {}): Promise<Client> {
  const client = await faceClient({ ...START, ...more });
  return { ...client, acme: `portal/${client.orgId("projects", "Acme")}/projects` };
}

function errorOf(answer: Answer): Record<string, unknown> {
  return (answer.body["error"] ?? {}) as Record<string, unknown>;
}

function rowsOf(answer: Answer): readonly Record<string, unknown>[] {
  return answer.body["projects"] as readonly Record<string, unknown>[];
}

test("portals are a bare array", async () => {
  const { call, orgId } = await projects();
  expect((await call("portals")).body).toMatchObject([
    { id: orgId("projects", "Acme"), portal_name: "acme", is_default: true },
    { id: orgId("projects", "Acme Services"), portal_name: "acmeservices", is_default: false },
  ]);
});

test("projects by pages until has_next_page is false: every one once", async () => {
  const { call, acme } = await projects();
  const seen: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await call(`${acme}?page=${page}&per_page=100`);
    const info = answer.body["page_info"] as Record<string, unknown>;
    seen.push(...rowsOf(answer).map((row) => row["id"]));
    expect(info).toMatchObject({ page, per_page: 100, total_count: 230, page_count: rowsOf(answer).length });
    if (info["has_next_page"] === false) break;
  }
  expect(eachOnce(seen)).toBe(230);
});

test("a portal without projects has a page of none; a bare array has no page_info", async () => {
  const { zoho, call, orgId, acme } = await projects();
  const none = await call(`portal/${orgId("projects", "Acme Services")}/projects/`);
  expect([rowsOf(none), none.body["page_info"]]).toMatchObject([[], { has_next_page: false }]);
  await control(zoho, "PATCH", "settings", { projectsListForm: "array" });
  expect((await call(`${acme}?page=3`)).body).toHaveLength(30);
  expect((await call(`${acme}?page=4`)).body).toEqual([]);
});

test("a project is made and read by its ID, without an envelope, at both hosts", async () => {
  const { call, acme } = await projects();
  const made = await call(acme, { body: { name: "Line 5" } });
  expect([made.status, made.body["name"]]).toEqual([201, "Line 5"]);
  const base = "projectsapi.zoho.com/api/v3";
  expect((await call(`${acme}/${String(made.body["id"])}`, { base })).body).toEqual(made.body);
});

const PROVOKE: Readonly<Record<keyof typeof PROJECTS_ERRORS, () => Promise<Answer>>> = {
  unknownPath: async () => (await projects()).call("nothing"),
  noToken: async () => (await projects()).call("portals", { token: null }),
  deadToken: async () => (await projects()).call("portals", { token: "dead" }),
  wrongMethod: async () => (await projects()).call("portals", { method: "DELETE" }),
  noScope: async () => (await projects({ scope: "ZohoProjects.projects.READ" })).call("portals"),
  throttled: async () => {
    const { call } = await projects({ settings: { projectsCallsPer2min: 1 } });
    await call("portals");
    return call("portals");
  },
  noPortal: async () => (await projects()).call("portal/1/projects"),
  badParameter: async () => {
    const { call, acme } = await projects();
    return call(`${acme}?per_page=201`);
  },
  notFound: async () => {
    const { call, acme } = await projects();
    return call(`${acme}/1`);
  },
  badBody: async () => {
    const { call, acme } = await projects();
    return call(acme, { body: "{" });
  },
  missingField: async () => {
    const { call, acme } = await projects();
    return call(acme, { body: {} });
  },
};

test.each(Object.keys(PROJECTS_ERRORS) as (keyof typeof PROJECTS_ERRORS)[])(
  "the refusal %s",
  async (name) => {
    const { code, status, message } = PROJECTS_ERRORS[name];
    const answer = await PROVOKE[name]();
    const { title, status_code, details } = errorOf(answer);
    expect([answer.status, title, status_code]).toEqual([status, code, String(status)]);
    const [detail] = details as { message: string }[];
    expect(detail?.message).toContain(fixedPart(message));
    expect(detail?.message).not.toContain("{");
  },
);

test("the tested refusals are those of the table", () => {
  expect(Object.keys(PROVOKE).sort()).toEqual(Object.keys(PROJECTS_ERRORS).sort());
});

test("100 calls of one API in two minutes, then 400 for ten minutes; other APIs go on", async () => {
  const { zoho, call, acme } = await projects();
  for (let n = 0; n < 100; n += 1) expect((await call(`${acme}?per_page=1`)).status).toBe(200);
  const refused = await call(`${acme}?per_page=1`);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([400, "600"]);
  expect(errorOf(refused)).toEqual({
    status_code: "400",
    title: "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
    error_type: "OPERATIONAL_VALIDATION_ERROR",
    details: [
      { message: "Cannot execute more than 100 requests per API in 2 minutes. Try again after 10 minutes." },
    ],
  });
  expect((await call("portals")).status).toBe(200);
  await control(zoho, "POST", "clock", { advanceSeconds: 570 });
  expect((await call(acme)).headers.get("retry-after")).toBe("30");
  await control(zoho, "POST", "clock", { advanceSeconds: 30 });
  expect((await call(acme)).status).toBe(200);
});

test("the throttle answer can come with 200", async () => {
  const { call } = await projects({ settings: { projectsCallsPer2min: 1, projectsThrottleStatus: 200 } });
  await call("portals");
  const answer = await call("portals");
  expect([answer.status, errorOf(answer)["title"]]).toEqual([200, "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"]);
});

test("Canada's Projects is at zohocloud.ca; a token of another data center is dead there", async () => {
  const base = "projects.zohocloud.ca/api/v3";
  const { zoho, call, orgId } = await projects({ base, person: "Remy Roy" });
  const path = `portal/${orgId("projects", "Maple Works")}/projects`;
  expect(rowsOf(await call(path))).toHaveLength(9);
  const robin = await joined(zoho, START);
  expect(errorOf(await robin.call(path, { base }))["title"]).toBe("INVALID_OAUTHTOKEN");
  expect(errorOf(await robin.call(path))["title"]).toBe("FORBIDDEN");
});

test.each([{ name: 5 }, { name: "x".repeat(201) }, { name: ["x"] }])(
  "the project %j is refused",
  async (body) => {
    const { call, acme } = await projects();
    expect(errorOf(await call(acme, { body }))["title"]).toBe("PATTERN_NOT_MATCHED");
  },
);
