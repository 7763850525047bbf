import { expect, test } from "vitest";
import { CRM_ERRORS, type CrmErrorCode } from "../../src/emulator/crm/crm-errors";
import { type Caller, caller } from "./support/calling";
import { call, connect, CRM_SCOPES } from "./support/consenting";
import { formOf, idIn, newRecord, post } from "./support/uploading";
import { type Answer, ask, control, emulator } from "./support/running";

/** Somebody who calls CRM with these scopes, on an emulator of their own. */
function stage(scope = `${CRM_SCOPES},ZohoCRM.files.ALL`, person = "Robin Vale"): Promise<Caller> {
  return caller({ person, ask: { scope } });
}

function leads(count: number, more: Readonly<Record<string, unknown>> = {}): unknown {
  return { data: Array.from({ length: count }, (_, n) => ({ Last_Name: `Lead ${n}`, ...more })) };
}

async function anyLead({ send }: Caller): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await send("GET", "Leads?fields=Email,Modified_Time&per_page=1");
  const [lead] = body["data"] as Record<string, unknown>[];
  if (lead === undefined) throw new Error("the org has no Leads");
  return lead;
}

async function pageToken({ send }: Caller): Promise<string> {
  const { body } = await send("GET", "Leads?fields=City&per_page=5");
  return String((body["info"] as Record<string, unknown>)["next_page_token"]);
}

const MB = 1024 * 1024;

/** Attaches something to a new Lead. */
async function attach(body: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const on = await stage();
  return post(on, `Leads/${await newRecord(on)}/Attachments`, body, headers);
}

const SEARCH = `${CRM_SCOPES},ZohoSearch.securesearch.READ,ZohoCRM.coql.READ`;

/** How each code of the table is provoked. A new code without a way here does not compile. */
const WAYS: Readonly<Record<CrmErrorCode, () => Promise<Answer>>> = {
  INVALID_URL_PATTERN: async () => (await stage()).send("GET", "no/such/resource"),
  AUTHENTICATION_FAILURE: async () => ask(`${(await stage()).zoho.url}/www.zohoapis.com/crm/v8/org`),
  INVALID_TOKEN: async () => {
    const { zoho, send } = await stage();
    await control(zoho, "POST", "actions", { action: "evictAccessTokens" });
    return send("GET", "org");
  },
  OAUTH_SCOPE_MISMATCH: async () => (await stage("ZohoCRM.modules.Contacts.READ")).send("GET", "org"),
  TOO_MANY_REQUESTS: async () => {
    const { zoho, send } = await stage();
    await control(zoho, "PATCH", "settings", { crmCreditsPerDay: 1 });
    await send("GET", "org");
    return send("GET", "org");
  },
  INVALID_REQUEST_METHOD: async () => (await stage()).send("DELETE", "org"),
  INVALID_MODULE: async () => (await stage()).send("GET", "Leeds?fields=City"),
  REQUIRED_PARAM_MISSING: async () => (await stage()).send("GET", "Leads"),
  LIMIT_EXCEEDED: async () => (await stage()).send("POST", "Leads", leads(101)),
  DISCRETE_PAGINATION_LIMIT_EXCEEDED: async () => (await stage()).send("GET", "Leads?fields=City&page=11"),
  PAGINATION_LIMIT_EXCEEDED: async () => {
    const zoho = await emulator({ records: { Leads: 100_001 }, settings: { crmCreditsPerDay: 10_000 } });
    const { accessToken } = await connect(zoho);
    let token = "";
    for (;;) {
      const path = `crm/v8/Leads?fields=id&per_page=200${token === "" ? "" : `&page_token=${token}`}`;
      const answer = await call(zoho, accessToken, "GET", path);
      if (answer.status !== 200) return answer;
      token = String((answer.body["info"] as Record<string, unknown>)["next_page_token"]);
    }
  },
  TOKEN_BOUND_DATA_MISMATCH: async () => {
    const on = await stage();
    return on.send("GET", `Leads?fields=Email&per_page=5&page_token=${await pageToken(on)}`);
  },
  EXPIRED_VALUE: async () => {
    const on = await stage();
    const token = await pageToken(on);
    await control(on.zoho, "POST", "clock", { advanceSeconds: 86_401 });
    const { accessToken } = await connect(on.zoho);
    const path = `crm/v8/Leads?fields=City&per_page=5&page_token=${token}`;
    return call(on.zoho, accessToken, "GET", path);
  },
  AMBIGUITY_DURING_PROCESSING: async () => {
    const on = await stage();
    return on.send("GET", `Leads?fields=City&per_page=5&page=2&page_token=${await pageToken(on)}`);
  },
  EXPECTED_FIELD_MISSING: async () => (await stage()).send("POST", "Notes", { data: [{}] }),
  EXPECTED_PARAM_MISSING: async () => (await stage(SEARCH)).send("GET", "Leads/search"),
  CRITERIA_LIMIT_EXCEEDED: async () => {
    const many = Array.from({ length: 16 }, () => "(City:equals:x)").join("or");
    return (await stage(SEARCH)).send("GET", `Leads/search?criteria=${encodeURIComponent(`(${many})`)}`);
  },
  LIMIT_REACHED: async () => (await stage(SEARCH)).send("GET", "Leads/search?word=le&page=11"),
  INVALID_QUERY: async () => (await stage(SEARCH)).send("GET", "Leads/search?criteria=x"),
  SYNTAX_ERROR: async () => (await stage(SEARCH)).send("POST", "coql", { select_query: "select" }),
  REQUEST_BODY_IS_EMPTY: async () => (await stage()).send("POST", "Leads"),
  JSON_PARSE_ERROR: async () => (await stage()).send("POST", "Leads", "{"),
  INVALID_DATA: async () => (await stage()).send("POST", "Leads", leads(1, { Annual_Revenue: "much" })),
  MANDATORY_NOT_FOUND: async () => (await stage()).send("POST", "Leads", { data: [{ City: "Bergen" }] }),
  DUPLICATE_DATA: async () => {
    const on = await stage();
    return on.send("POST", "Leads", leads(1, { Email: (await anyLead(on))["Email"] }));
  },
  ALREADY_MODIFIED: async () => {
    const on = await stage();
    const id = String((await anyLead(on))["id"]);
    await on.send("PUT", `Leads/${id}`, { data: [{ City: "Bergen" }] });
    return ask(`${on.zoho.url}/www.zohoapis.com/crm/v8/Leads/${id}`, {
      method: "PUT",
      headers: {
        Authorization: `Zoho-oauthtoken ${on.token}`,
        "If-Unmodified-Since": "2026-01-01T00:00:00+00:00",
      },
      body: JSON.stringify({ data: [{ City: "Denver" }] }),
    });
  },
  REQUEST_ENTITY_TOO_LARGE: async () => {
    const on = await stage();
    return post(on, "Leads", new Blob([new Uint8Array(51 * MB)]));
  },
  BODY_SIZE_REACHED: () =>
    attach(new Uint8Array(101 * MB), { "Content-Type": "multipart/form-data; boundary=x" }),
  MEDIA_TYPE_NOT_SUPPORTED: () => attach("{}", { "Content-Type": "application/json" }),
  REQUEST_BODY_NOT_READABLE: () => attach("x", { "Content-Type": "multipart/form-data; boundary=y" }),
  INVALID_REQUEST: () => attach(formOf({ name: "a", content: "1" }, { name: "b", content: "2" })),
  failure_in_attachment_handling: async () => post(await stage(), "files", new FormData()),
  FILE_SIZE_MORE_THAN_ALLOWED_SIZE: async () =>
    post(await stage(), "files", formOf({ name: "a", content: new Uint8Array(21 * MB) })),
  FILE_NOT_SUPPORTED: () => attach(formOf({ name: "Setup.EXE", content: "MZ" })),
  DOWNLOAD_NOT_ALLOWED: async () => {
    const on = await stage();
    const lead = await newRecord(on);
    const url = encodeURIComponent("https://example.com/plan");
    const linked = await post(on, `Leads/${lead}/Attachments?attachmentUrl=${url}&title=Plan`, undefined);
    return on.send("GET", `Leads/${lead}/Attachments/${idIn(linked)}`);
  },
  STORAGE_SPACE_EXCEEDED: async () => {
    const on = await stage();
    const form = formOf(
      ...Array.from({ length: 10 }, (_, n) => ({ name: `${n}`, content: new Uint8Array(9 * MB) })),
    );
    for (;;) {
      const answer = await post(on, "files", form);
      if (answer.status !== 200) return answer;
    }
  },
  NO_PERMISSION: async () => {
    const on = await stage(CRM_SCOPES, "Jo Lind");
    return on.send("DELETE", `Leads/${String((await anyLead(on))["id"])}`);
  },
};

test.each(Object.keys(CRM_ERRORS) as CrmErrorCode[])("%s comes with its status and message", async (code) => {
  const answer = await WAYS[code]();
  const { data } = answer.body as { data?: readonly Record<string, unknown>[] };
  const told = data?.[0] ?? answer.body;
  expect(told).toMatchObject({ code, status: "error", details: {} });
  expect(told["message"]).not.toBe("");
  expect(answer.status).toBe(CRM_ERRORS[code].status);
});
