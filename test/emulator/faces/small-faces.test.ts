import { expect, test } from "vitest";
import { type Answer, control } from "../support/running";
import { type Asked, eachOnce, faceClient, type FaceClient } from "./support/face-client";

/** One page of a list, asked for as the product wants it. */
interface Page {
  readonly path: string;
  readonly asked?: Asked;
}

/** A product as a client meets it: its longest list, page by page. */
interface SmallProduct {
  readonly product: string;
  readonly base: string;
  readonly scope: string;
  /** Another scope of the product's, which the list needs not. */
  readonly otherScope: string;
  /** @param org the ID of the person's first org */
  readonly first: (org: string) => Page;
  readonly rows: (answer: Answer) => readonly unknown[];
  /** The page behind this one, undefined at the end. */
  readonly next: (page: Page, answer: Answer, seen: number) => Page | undefined;
  readonly id: string;
  readonly count: number;
  /** Where the code of a refusal stands, and the codes of the usual ones. */
  readonly code: (answer: Answer) => unknown;
  readonly noToken: readonly [status: number, code: unknown];
  readonly deadToken: readonly [status: number, code: unknown];
  readonly noScope: readonly [status: number, code: unknown];
  readonly unknownPath: readonly [status: number, code: unknown];
  readonly throttled: readonly [status: number, code: unknown];
  /** A path to one thing that is not there, and its refusal. */
  readonly missing: (org: string) => Page;
  readonly notFound: readonly [status: number, code: unknown];
}

/** Sheet is told everything in a form. */
function form(fields: string): Asked {
  return { body: fields, headers: { "Content-Type": "application/x-www-form-urlencoded" } };
}

type Json = Readonly<Record<string, unknown>>;

function at(value: unknown, ...names: readonly (string | number)[]): unknown {
  return names.reduce<unknown>(
    (one, name) => (typeof one === "object" && one !== null ? (one as Json)[name] : undefined),
    value,
  );
}
const listAt =
  (...names: readonly string[]) =>
  ({ body }: Answer): readonly unknown[] =>
    (at(body, ...names) ?? []) as readonly unknown[];

/** The same path with another value of a parameter. */
function withParameter(page: Page, name: string, value: string | number): Page {
  const [path = "", query = ""] = page.path.split("?");
  const parameters = new URLSearchParams(query);
  parameters.set(name, String(value));
  return { ...page, path: `${path}?${parameters.toString()}` };
}

/** By pages from 1, as CRM's family has them. */
const byPage: SmallProduct["next"] = (page, answer) => {
  const { more_records: more, page: number } = at(answer.body, "info") as Record<string, unknown>;
  return more === true ? withParameter(page, "page", Number(number) + 1) : undefined;
};

const CRM_LIKE = {
  rows: listAt("data"),
  next: byPage,
  id: "id",
  code: ({ body }: Answer) => body["code"],
  noToken: [401, "AUTHENTICATION_FAILURE"],
  deadToken: [401, "INVALID_TOKEN"],
  noScope: [401, "OAUTH_SCOPE_MISMATCH"],
  unknownPath: [404, "INVALID_URL_PATTERN"],
  throttled: [429, "TOO_MANY_REQUESTS"],
  notFound: [204, undefined],
} as const;

const CAMPAIGNS = {
  rows: listAt("list_of_details"),
  next: (page, answer, seen) =>
    answer.body["Code"] === "992" ? undefined : withParameter(page, "fromindex", seen + 1),
  id: "listkey",
  count: 45,
  code: ({ body }) => body["Code"],
  noToken: [401, "1007"],
  deadToken: [401, "1007"],
  noScope: [401, "1010"],
  throttled: [429, "2008"],
  notFound: [200, "1001"],
  first: () => ({ path: "getmailinglists?resfmt=JSON" }),
} satisfies Partial<SmallProduct>;

const PRODUCTS: readonly SmallProduct[] = [
  {
    ...CRM_LIKE,
    product: "recruit",
    base: "recruit.zoho.com/recruit/v2",
    scope: "ZohoRecruit.modules.ALL",
    otherScope: "ZohoRecruit.org.READ",
    first: () => ({ path: "Candidates" }),
    count: 450,
    missing: () => ({ path: "Candidates/1" }),
  },
  {
    ...CRM_LIKE,
    product: "iot",
    base: "www.zohoapis.com/iot/v1",
    scope: "ZohoIOT.modules.ALL",
    otherScope: "ZohoIOT.org.READ",
    first: () => ({ path: "Devices?per_page=100&fields=name" }),
    count: 450,
    missing: () => ({ path: "Devices/1" }),
  },
  {
    ...CRM_LIKE,
    product: "phonebridge",
    base: "www.zohoapis.com/phonebridge/v3",
    scope: "PhoneBridge.modules.calls.READ",
    otherScope: "PhoneBridge.org.READ",
    deadToken: [400, "INVALID_TOKEN"],
    first: () => ({ path: "calls" }),
    count: 450,
    missing: () => ({ path: "calls/1" }),
  },
  {
    product: "cliq",
    base: "cliq.zoho.com/api/v3",
    scope: "ZohoCliq.Channels.READ",
    otherScope: "ZohoCliq.Users.READ",
    first: () => ({ path: "channels?limit=100" }),
    rows: listAt("data"),
    next: (page, { body }) =>
      body["has_more"] === true ? withParameter(page, "next_token", String(body["next_token"])) : undefined,
    id: "id",
    count: 230,
    code: ({ body }) => body["code"],
    noToken: [401, "UNAUTHORIZED"],
    deadToken: [401, "invalid_oauthtoken"],
    noScope: [401, "oauthtoken_scope_invalid"],
    unknownPath: [404, "url_rule_not_configured"],
    throttled: [429, "rate_limit_exceeded"],
    missing: () => ({ path: "channels/1" }),
    notFound: [404, "resource_not_found"],
  },
  {
    product: "workdrive",
    base: "www.zohoapis.com/workdrive/api/v1",
    scope: "WorkDrive.files.READ",
    otherScope: "WorkDrive.team.READ",
    first: (org) => ({ path: `files/${org}/files?page%5Blimit%5D=50` }),
    rows: listAt("data"),
    next: (page, { body }) =>
      at(body, "links", "cursor", "has_next") === true
        ? withParameter(page, "page[next]", String(at(body, "links", "cursor", "next")))
        : undefined,
    id: "id",
    count: 170,
    code: ({ body }) => at(body, "errors", 0, "id"),
    noToken: [500, "INVALID_TICKET"],
    deadToken: [401, "F7003"],
    noScope: [401, "F7004"],
    unknownPath: [404, "F6016"],
    throttled: [429, "F6018"],
    missing: () => ({ path: "files/1" }),
    notFound: [404, "R008"],
  },
  {
    product: "sign",
    base: "sign.zoho.com/api/v1",
    scope: "ZohoSign.documents.READ",
    otherScope: "ZohoSign.templates.READ",
    first: () => ({
      path: `requests?data=${encodeURIComponent('{"page_context":{"row_count":100,"start_index":1}}')}`,
    }),
    rows: listAt("requests"),
    next: (page, { body }, seen) =>
      at(body, "page_context", "has_more_rows") === true
        ? withParameter(
            page,
            "data",
            JSON.stringify({ page_context: { row_count: 100, start_index: seen + 1 } }),
          )
        : undefined,
    id: "request_id",
    count: 230,
    code: ({ body }) => body["code"],
    noToken: [401, 9031],
    deadToken: [401, 9041],
    noScope: [401, 9042],
    unknownPath: [404, 9004],
    throttled: [429, 9050],
    missing: () => ({ path: "requests/1" }),
    notFound: [404, 4066],
  },
  {
    product: "mail",
    base: "mail.zoho.com/api",
    scope: "ZohoMail.messages.READ",
    otherScope: "ZohoMail.accounts.READ",
    first: (org) => ({ path: `accounts/${org}/messages/view?limit=200` }),
    rows: listAt("data"),
    next: (page, answer, seen) =>
      listAt("data")(answer).length === 0 ? undefined : withParameter(page, "start", seen + 1),
    id: "messageId",
    count: 450,
    code: ({ body }) => at(body, "data", "errorCode"),
    noToken: [400, "INVALID_TICKET"],
    deadToken: [401, "INVALID_OAUTHTOKEN"],
    noScope: [401, "INVALID_OAUTHSCOPE"],
    unknownPath: [404, "URL_RULE_NOT_CONFIGURED"],
    throttled: [429, "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"],
    missing: (org) => ({ path: `accounts/${org}/messages/1` }),
    notFound: [404, "RESOURCE_NOT_FOUND"],
  },
  {
    product: "analytics",
    base: "analyticsapi.zoho.com/restapi/v2",
    scope: "ZohoAnalytics.metadata.read",
    otherScope: "ZohoAnalytics.data.read",
    first: (org) => ({
      path: `workspaces/${org}/views?CONFIG=${encodeURIComponent('{"startIndex":1,"noOfResult":50}')}`,
      asked: { headers: { "ZANALYTICS-ORGID": org } },
    }),
    rows: listAt("data", "views"),
    next: (page, answer, seen) =>
      listAt("data", "views")(answer).length === 0
        ? undefined
        : withParameter(page, "CONFIG", JSON.stringify({ startIndex: seen + 1, noOfResult: 50 })),
    id: "viewId",
    count: 130,
    code: ({ body }) => at(body, "data", "errorCode"),
    noToken: [401, 8518],
    deadToken: [401, 8535],
    noScope: [401, 8540],
    unknownPath: [404, 7404],
    throttled: [429, 6045],
    missing: (org) => ({
      path: `workspaces/${org}/views/1`,
      asked: { headers: { "ZANALYTICS-ORGID": org } },
    }),
    notFound: [404, 7104],
  },
  {
    product: "sheet",
    base: "sheet.zoho.com/api/v2",
    scope: "ZohoSheet.dataAPI.READ",
    otherScope: "ZohoSheet.dataAPI.UPDATE",
    first: (org) => ({
      path: org,
      asked: form("method=worksheet.records.fetch&worksheet_name=Readings&count=1000"),
    }),
    rows: listAt("records"),
    next: (page, answer, seen) =>
      listAt("records")(answer).length === 0
        ? undefined
        : {
            ...page,
            asked: form(`method=worksheet.records.fetch&worksheet_name=Readings&start_index=${seen + 1}`),
          },
    id: "row_index",
    count: 2_300,
    code: ({ body }) => body["error_code"],
    noToken: [401, 2401],
    deadToken: [401, 2401],
    noScope: [403, 2403],
    unknownPath: [404, 2500],
    throttled: [429, 2950],
    missing: () => ({ path: "1", asked: form("method=worksheet.list") }),
    notFound: [404, 2862],
  },
  {
    ...CAMPAIGNS,
    product: "campaigns",
    base: "campaigns.zoho.com/api/v1.1",
    scope: "ZohoCampaigns.contact.READ",
    otherScope: "ZohoCampaigns.campaign.READ",
    unknownPath: [404, "1004"],
    missing: () => ({ path: "getlistsubscribers?resfmt=JSON&listkey=1" }),
  },
  {
    ...CAMPAIGNS,
    product: "marketing-automation",
    base: "marketingautomation.zoho.com/api/v1",
    scope: "ZohoMarketingAutomation.lead.READ",
    otherScope: "ZohoMarketingAutomation.campaign.READ",
    unknownPath: [404, "901"],
    missing: () => ({ path: "getlistleads?resfmt=JSON&listkey=1" }),
  },
];

const EACH = PRODUCTS.map((one) => [one.product, one] as const);

async function client(of: SmallProduct, scope = of.scope): Promise<FaceClient & { readonly org: string }> {
  const made = await faceClient({ base: of.base, scope });
  return { ...made, org: made.orgId(of.product, "Acme") };
}

test.each(EACH)("%s: its list by pages to the end, each record once", async (_product, of) => {
  const { call, org } = await client(of);
  const seen: unknown[] = [];
  let page: Page | undefined = of.first(org);
  for (let n = 0; page !== undefined && n < 100; n += 1) {
    const answer: Answer = await call(page.path, page.asked);
    expect(answer.status).toBe(200);
    seen.push(...of.rows(answer).map((row) => at(row, of.id)));
    page = of.next(page, answer, seen.length);
  }
  expect(seen).not.toContain(undefined);
  expect(eachOnce(seen)).toBe(of.count);
});

test.each(EACH)(
  "%s refuses in its own words: token, scope, path, what is not there",
  async (_product, of) => {
    const { call, org, zoho, token } = await client(of);
    const { path, asked } = of.first(org);
    const told = (answer: Answer): readonly unknown[] => [answer.status, of.code(answer)];
    expect(told(await call(path, { ...asked, token: null }))).toEqual(of.noToken);
    expect(told(await call(path, { ...asked, token: "dead" }))).toEqual(of.deadToken);
    expect(told(await call("no/such/path"))).toEqual(of.unknownPath);
    const missing = of.missing(org);
    expect(told(await call(missing.path, missing.asked))).toEqual(of.notFound);
    await control(zoho, "POST", "faults", { fault: "throttle", retryAfter: 60 });
    const throttled = await call(path, { ...asked, token });
    expect([...told(throttled), throttled.headers.get("retry-after")]).toEqual([...of.throttled, "60"]);
    const other = await client(of, of.otherScope);
    expect(told(await other.call(path, asked))).toEqual(of.noScope);
  },
);

test.each([
  ["cliq", { cliqCallsPerMinute: 2 }, 5 * 60],
  ["sign", { signCallsPerMinute: 2 }, 60],
  ["mail", { mailCallsPerMinute: 2 }, 60],
  ["sheet", { smallCallsPerMinute: 2 }, 5 * 60],
  ["campaigns", { campaignsCallsPer5min: 2 }, 30 * 60],
] as const)(
  "%s closes after too many calls, for as long as its page says",
  async (product, settings, seconds) => {
    const of = PRODUCTS.find((one) => one.product === product);
    if (of === undefined) throw new Error("no such product");
    const { call, org, zoho } = await client(of);
    await control(zoho, "PATCH", "settings", settings);
    const { path, asked } = of.first(org);
    const told = async (): Promise<unknown> => of.code(await call(path, asked));
    expect([await told(), await told(), await told()].at(-1)).toEqual(of.throttled[1]);
    await control(zoho, "POST", "clock", { advanceSeconds: seconds - 2 });
    expect(await told()).toEqual(of.throttled[1]);
    await control(zoho, "POST", "clock", { advanceSeconds: 3 });
    expect((await call(path, asked)).status).toBe(200);
  },
);

test("Analytics: the org stands in a header; missing and wrong ones are told apart", async () => {
  const of = PRODUCTS.find(({ product }) => product === "analytics");
  if (of === undefined) throw new Error("no such product");
  const { call, org, orgId } = await client(of);
  const views = `workspaces/${org}/views`;
  expect(of.code(await call(views))).toBe(8083);
  const other = { headers: { "ZANALYTICS-ORGID": orgId("analytics", "Acme Services") } };
  expect(of.code(await call(views, other))).toBe(8084);
  expect((await call("orgs")).body["data"]).toMatchObject({ orgs: [{ orgName: "Acme" }, {}] });
  expect(at((await call("workspaces")).body, "data", "ownedWorkspaces")).toHaveLength(2);
});

test.each(["cliq", "workdrive"])("%s: a token of a page dies by the action", async (product) => {
  const of = PRODUCTS.find((one) => one.product === product);
  if (of === undefined) throw new Error("no such product");
  const { call, org, zoho } = await client(of);
  const first = of.first(org);
  const second = of.next(first, await call(first.path), 1);
  expect((await call(second?.path ?? "")).status).toBe(200);
  await control(zoho, "POST", "actions", { action: "expirePageTokens" });
  expect((await call(second?.path ?? "")).status).toBe(400);
});

test("Sheet adds rows; Cliq posts a message", async () => {
  const sheet = PRODUCTS.find(({ product }) => product === "sheet");
  if (sheet === undefined) throw new Error("no such product");
  const { call, org } = await client(sheet);
  const json = encodeURIComponent('[{"Site":"Ulm"},{"Site":"Graz"}]');
  const added = await call(
    org,
    form(`method=worksheet.records.add&worksheet_name=Readings&json_data=${json}`),
  );
  expect(added.body).toMatchObject({ status: "success", start_row: 2302, end_row: 2303 });
  const last = await call(
    org,
    form("method=worksheet.records.fetch&worksheet_name=Readings&start_index=2302"),
  );
  expect(last.body["records"]).toEqual([{ row_index: 2303, Site: "Graz" }]);

  const cliq = await faceClient({ base: "cliq.zoho.com/api/v2", scope: "ZohoCliq.Webhooks.CREATE" });
  expect((await cliq.call("channelsbyname/channel7/message", { body: { text: "Hello" } })).status).toBe(204);
  expect((await cliq.call("channelsbyname/nobody/message", { body: { text: "Hello" } })).status).toBe(404);
});

test("Canada's hosts are zohocloud.ca", async () => {
  const { call } = await faceClient({
    base: "cliq.zohocloud.ca/api/v3",
    scope: "ZohoCliq.Channels.READ",
    person: "Remy Roy",
  });
  expect((await call("channels")).body["data"]).toHaveLength(50);
});
