import { describe, expect, it } from "vitest";
import { classifyAs, type Verdict } from "../../../src/api/answer/classify";
import { readErrorShape } from "../../../src/api/answer/error-shape";
import { SHAPES } from "../../../src/api/answer/error-shapes";
import type { ErrorCode } from "../../../src/errors/codes";
import { DIALECT_IDS, type DialectId } from "../../../src/zoho/dialects/dialect";
import { DIALECTS } from "../../../src/zoho/dialects/dialects";
import { html, reply } from "../support/scripted-transport";

type Means = ErrorCode | "refused token" | "ok";

/** How a product wraps what it says. */
type Envelope = (code: string | number, message: string, sub?: string) => unknown;

/** One answer as Zoho sends it, and what it means: `[status, code, message, meaning, summary?]`. */
type Row = readonly [number, string | number, string, Means, string?];

interface Face {
  readonly shape: string;
  readonly envelope: Envelope;
  /** Envelopes that the same product sends besides. */
  readonly also?: readonly (readonly [shape: string, envelope: Envelope])[];
  readonly rows: readonly Row[];
  readonly success: readonly unknown[];
}

const codeMessage: Envelope = (code, message) => ({ code, message });
const crmLike: Envelope = (code, message) => ({ code, details: {}, message, status: "error" });

/** Recorded bodies and documented codes of each product's error pages. */
const FACES: Readonly<Record<DialectId, Face>> = {
  crm: {
    shape: "code",
    envelope: crmLike,
    also: [["items", (code, message) => ({ data: [crmLike(code, message)] })]],
    rows: [
      [401, "INVALID_TOKEN", "invalid oauth token", "refused token"],
      [400, "INVALID_TOKEN", "invalid oauth token", "refused token"],
      [401, "OAUTH_SCOPE_MISMATCH", "Unauthorized", "invalid_scope"],
      [429, "TOO_MANY_REQUESTS", "Too many requests. Please try again later.", "api_limit"],
      [403, "NO_PERMISSION", "permission denied", "no_permission"],
      [404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one", "not_found"],
      [400, "INVALID_DATA", "the id given seems to be invalid", "invalid_data"],
      [500, "INTERNAL_ERROR", "Internal server error occurred.", "server_error"],
      [403, "OAUTH_ORG_MISMATCH", "words", "wrong_org"],
    ],
    success: [
      { data: [], info: { more_records: false } },
      { status: "success", code: "FILE_UPLOAD_SUCCESS" },
    ],
  },
  desk: {
    shape: "errorCode",
    envelope: (errorCode, message) => ({ errorCode, message }),
    also: [
      [
        "errorCode",
        (errorCode, message) => ({
          errorCode,
          message,
          errors: [{ fieldName: "/subject", errorType: "missing", errorMessage: "" }],
        }),
      ],
      ["errors", (id, title) => ({ errors: [{ id, title }] })],
    ],
    rows: [
      [401, "INVALID_OAUTH", "The OAuth Token you provided is invalid.", "refused token"],
      [401, "UNAUTHORIZED", "You are not authenticated to perform this operation.", "refused token"],
      [403, "SCOPE_MISMATCH", "The OAuth Token does not have the scope.", "invalid_scope"],
      [401, "SCOPE_MISMATCH", "The OAuth Token does not have the scope.", "invalid_scope"],
      [403, "OAUTH_ORG_MISMATCH", "The OAuthToken is not valid for specified organization.", "wrong_org"],
      [403, "FORBIDDEN", "words", "no_permission"],
      [403, "LICENSE_ACCESS_LIMITED", "words", "no_permission"],
      [403, "ONLY_LIVECHAT_USER", "words", "no_permission"],
      [404, "URL_NOT_FOUND", "The URL you have requested could not be found.", "not_found"],
      [404, "RESOURCE_NOT_FOUND", "words", "not_found"],
      [422, "INVALID_DATA", "The data is invalid due to validation restrictions", "invalid_data"],
      [422, "UNPROCESSABLE_ENTITY", "words", "invalid_data"],
      [400, "BAD_REQUEST", "words", "invalid_data"],
      [400, "EMPTY_PAYLOAD", "words", "invalid_data"],
      [413, "RESOURCE_SIZE_EXCEEDED", "words", "invalid_data"],
      [405, "METHOD_NOT_ALLOWED", "words", "invalid_data"],
      [429, "TOO_MANY_REQUESTS", "Too many requests are in process.", "api_limit"],
      [429, "THRESHOLD_EXCEEDED", "The API credits of your organization are used up.", "credits"],
      [500, "INTERNAL_SERVER_ERROR", "words", "server_error"],
    ],
    success: [{ data: [] }, { id: "1", subject: "x", status: "error" }],
  },
  finance: {
    shape: "number",
    envelope: codeMessage,
    rows: [
      [401, 14, "Invalid value passed for authtoken.", "refused token"],
      [401, 57, "You are not authorized to perform this operation", "refused token"],
      [400, 57, "You are not authorized to perform this operation", "refused token"],
      [400, 6041, "This user is not associated with the CompanyID/CompanyName:1.", "wrong_org"],
      [400, 2, "Invalid value passed for organization_id", "wrong_org"],
      [400, 9, "Invalid value passed for organization_id", "wrong_org"],
      [400, 2, "Invalid value passed for per_page", "invalid_data"],
      [400, 4, "Invalid value passed for contact_name", "invalid_data"],
      [400, 11, "Invalid value", "invalid_data"],
      [400, 15, "Please ensure that the contact_name has less than 200 characters.", "invalid_data"],
      [404, 1002, "Contact does not exist.", "not_found"],
      [400, 1002, "Contact does not exist.", "not_found"],
      [404, 5, "Invalid URL Passed", "not_found"],
      [400, 5, "Invalid URL Passed", "not_found"],
      [429, 43, "words", "api_limit"],
      [429, 44, "your organization has been blocked", "api_limit"],
      [400, 44, "your organization has been blocked", "api_limit"],
      [429, 45, "exceeded the maximum call rate limit of 1000.", "daily_limit"],
      [429, 1070, "maximum number of in process requests allowed", "api_limit"],
      [403, 110, "words", "no_permission"],
      [500, 1000, "Internal error", "server_error"],
      [400, 1001, "Internal error", "server_error"],
      [200, 1002, "Contact does not exist.", "not_found"],
    ],
    success: [{ code: 0, message: "success", contacts: [] }],
  },
  creator: {
    shape: "number",
    envelope: codeMessage,
    also: [["number", (code, description) => ({ code, description })]],
    rows: [
      [
        401,
        1030,
        "Authorization Failure. The access token is either invalid or has expired.",
        "refused token",
      ],
      [401, 2945, "INVALID_OAUTHSCOPE", "invalid_scope"],
      [400, 2945, "PATCH is not a valid method", "invalid_data"],
      [400, 2945, "PATTERN_NOT_MATCHED: max_records", "invalid_data"],
      [401, 2945, "words", "invalid_data"],
      [403, 1130, "API access disabled", "no_permission"],
      [404, 1040, 'No account owner named "x" found.', "wrong_org"],
      [404, 2892, "No application named x found.", "not_found"],
      [404, 2894, "No report named x found.", "not_found"],
      [404, 2930, "words", "not_found"],
      [404, 1000, "Invalid API URL format.", "not_found"],
      [401, 1000, "A mandatory parameter is absent", "invalid_data"],
      [404, 3100, "No records found for the given criteria.", "ok"],
      [200, 3100, "No records found for the given criteria.", "ok"],
      [200, 3950, "A maximum of 200 records can be added per request.", "invalid_data"],
      [200, 3960, "words", "invalid_data"],
      [200, 3970, "words", "invalid_data"],
      [200, 8011, "words", "invalid_data"],
      [200, 8012, "words", "invalid_data"],
      [200, 4000, "You have reached your API call limit for the day.", "daily_limit"],
      [429, 2955, "You have reached your API call limit for a minute.", "api_limit"],
      [500, 2, "words", "server_error"],
    ],
    success: [{ code: 3000, data: [] }, { code: 3000, result: [{ code: 3001, error: {} }] }, { result: [] }],
  },
  people: {
    shape: "response",
    envelope: (code, message) => ({ response: { errors: { code, message }, message: "Error", status: 1 } }),
    also: [
      [
        "response",
        (code, message) => ({ response: { errors: [{ code, message }], message: "Error", status: 1 } }),
      ],
    ],
    rows: [
      [400, 7202, "Invalid authtoken", "refused token"],
      [401, 7213, "The provided OAuth token is invalid.", "refused token"],
      [401, 7218, "Invalid OAuth Scope", "invalid_scope"],
      [200, 7103, "words", "invalid_scope"],
      [200, 7024, "No records found", "ok"],
      [200, 7037, "words", "no_permission"],
      [200, 7041, "words", "no_permission"],
      [200, 7048, "Invalid user", "no_org"],
      [200, 7049, "Invalid date", "invalid_data"],
      [200, 7050, "Invalid value for field: x", "invalid_data"],
      [200, 7011, "Invalid form name", "not_found"],
      [429, 2955, "You have reached your API call limit for a minute.", "api_limit"],
      [200, 9999, "words", "invalid_data"],
      [500, 9999, "words", "server_error"],
    ],
    success: [{ response: { result: [], status: 0 } }, [{ id: "1" }], []],
  },
  projects: {
    shape: "error object",
    envelope: (title, message) => ({
      error: { status_code: "400", title, error_type: "x", details: [{ message }] },
    }),
    also: [["error object", codeInError]],
    rows: [
      [401, "INVALID_OAUTHTOKEN", "Invalid OAuth access token.", "refused token"],
      [401, "INVALID_TICKET", "Invalid ticket", "refused token"],
      [401, "INVALID_OAUTHSCOPE", "Invalid OAuth scope.", "invalid_scope"],
      [403, "FORBIDDEN", "You do not have access to this portal.", "no_permission"],
      [400, "URL_RULE_NOT_CONFIGURED", "Given URL is wrong", "not_found"],
      [400, "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", "Try again after 7 minutes.", "api_limit"],
      [200, "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", "Try again after 7 minutes.", "api_limit"],
      [400, "PATTERN_NOT_MATCHED", "words", "invalid_data"],
      [400, 6831, "Input Parameter Missing", "invalid_data"],
      [400, 6832, "Input Parameter does not match the pattern", "invalid_data"],
      [400, 6891, "words", "not_found"],
      [400, 6500, "words", "no_permission"],
      [404, "RESOURCE_NOT_FOUND", "The project does not exist.", "not_found"],
      [500, "INTERNAL_SERVER_ERROR", "words", "server_error"],
    ],
    success: [{ page_info: {}, projects: [] }, [], { id: "1", status: { name: "Active" } }],
  },
  sign: {
    shape: "number",
    envelope: (code, message) => ({ code, message, status: "failure" }),
    rows: [
      [401, 9041, "Invalid Oauth token", "refused token"],
      [401, 9031, "Ticket invalid", "refused token"],
      [401, 9040, "Invalid OAuth scope", "invalid_scope"],
      [403, 4003, "words", "no_permission"],
      [404, 4004, "words", "not_found"],
      [400, 9009, "words", "invalid_data"],
      [429, 9000, "words", "api_limit"],
      [500, 9001, "words", "server_error"],
    ],
    success: [{ code: 0, status: "success", requests: [] }],
  },
  workdrive: {
    shape: "errors",
    envelope: (id, title) => ({ errors: [{ id, title }] }),
    also: [["error object", codeInError]],
    rows: [
      [401, "F7003", "Invalid OAuth token.", "refused token"],
      [401, "F7004", "Invalid OAuth scope.", "invalid_scope"],
      [500, "INVALID_TICKET", "Invalid ticket", "refused token"],
      [404, "R008", "Resource not found", "not_found"],
      [403, "R000", "words", "no_permission"],
      [400, "R011", "words", "invalid_data"],
      [429, "X", "words", "api_limit"],
      [500, "X", "words", "server_error"],
      [200, "R008", "Resource not found", "not_found"],
    ],
    success: [{ data: [], links: {} }, { data: { id: "1", type: "files", attributes: {} } }],
  },
  cliq: {
    shape: "code",
    envelope: codeMessage,
    also: [["error object", codeInError]],
    rows: [
      [401, "invalid_oauthtoken", "Request was rejected because of invalid AuthToken.", "refused token"],
      [401, "UNAUTHORIZED", "words", "refused token"],
      [403, "x", "Request was rejected because of invalid AuthToken.", "refused token"],
      [403, "oauthtoken_scope_invalid", "Insufficient scope for this request", "invalid_scope"],
      [401, "invalid_oauthscope", "words", "invalid_scope"],
      [400, "invalid_scope", "The scope given for the bot is invalid", "invalid_data"],
      [429, "rate_limit_exceeded", "words", "api_limit"],
      [400, "x", "You have exceeded the URL throttle limits.", "api_limit"],
      [403, "x", "words", "no_permission"],
      [404, "x", "words", "not_found"],
      [400, "x", "words", "invalid_data"],
      [500, "x", "words", "server_error"],
    ],
    success: [{ type: "channel", data: [], has_more: false }],
  },
  analytics: {
    shape: "status and data",
    envelope: (errorCode, errorMessage, summary = "WORDS") => ({
      status: "failure",
      summary,
      data: { errorCode, errorMessage },
    }),
    rows: [
      [401, 8535, "Invalid oauth token", "refused token", "INVALID_OAUTHTOKEN"],
      [401, 8518, "words", "refused token"],
      [401, 8540, "words", "invalid_scope", "INVALID_OAUTHSCOPE"],
      [401, 1, "words", "invalid_scope", "INVALID_OAUTHSCOPE"],
      [400, 8083, "words", "wrong_org"],
      [400, 8084, "words", "wrong_org"],
      [400, 7387, "words", "wrong_org"],
      [403, 7301, "words", "no_permission"],
      [404, 7103, "words", "not_found"],
      [404, 7104, "words", "not_found"],
      [404, 7138, "words", "not_found"],
      [404, 8120, "words", "not_found"],
      [400, 8504, "words", "invalid_data"],
      [400, 8133, "words", "invalid_data"],
      [429, 6045, "words", "api_limit", "EXCEEDING_USR_PLN_API_FREQ_COUNT"],
      [400, 8132, "words", "api_limit"],
      [400, 18072, "words", "api_limit"],
      [400, 7429, "words", "api_limit"],
      [500, 7005, "words", "server_error"],
      [400, 7005, "words", "server_error"],
      [200, 7103, "words", "not_found"],
    ],
    success: [{ status: "success", summary: "x", data: { orgs: [] } }],
  },
  mail: {
    shape: "status and data",
    envelope: (errorCode, moreInfo) => ({
      status: { code: 404, description: "words" },
      data: { errorCode, moreInfo },
    }),
    also: [["pair", (errorCode, msg) => [2, { msg, errorCode, authFail: true, status: "401" }]]],
    rows: [
      [401, "INVALID_OAUTHTOKEN", "", "refused token"],
      [400, "INVALID_TICKET", "", "refused token"],
      [401, "INVALID_OAUTHSCOPE", "", "invalid_scope"],
      [200, "INVALID_OAUTHSCOPE", "", "invalid_scope"],
      [404, "URL_RULE_NOT_CONFIGURED", "", "not_found"],
      [404, "URL_RULE_MISMATCH", "", "not_found"],
      [403, "X", "words", "no_permission"],
      [400, "X", "words", "invalid_data"],
      [429, "X", "words", "api_limit"],
      [500, "X", "words", "server_error"],
    ],
    success: [{ status: { code: 200, description: "success" }, data: [] }],
  },
  sheet: {
    shape: "error_code",
    envelope: (error_code, error_message) => ({ status: "failure", error_code, error_message }),
    rows: [
      [401, 2401, "words", "refused token"],
      [429, 2950, "words", "api_limit"],
      [400, 2950, "words", "api_limit"],
      [401, 2402, "Invalid OAuth scope", "invalid_scope"],
      [403, 2862, "words", "no_permission"],
      [404, 2863, "words", "not_found"],
      [200, 2831, "words", "invalid_data"],
      [500, 2894, "words", "server_error"],
    ],
    success: [{ status: "success", records: [] }],
  },
  campaigns: {
    shape: "number",
    envelope: (code, message) => ({ Code: Number(code), message, URI: "/api/x", status: "error" }),
    also: [["code", (code, message) => ({ code: String(code), message, status: "error" })]],
    rows: [
      [401, 1007, "Unauthorized request.", "refused token"],
      [200, 1007, "Unauthorized request.", "refused token"],
      [200, 902, "User is not in this organization", "wrong_org"],
      [200, 906, "Unauthorized user", "no_permission"],
      [200, 903, "words", "invalid_data"],
      [200, 1003, "words", "invalid_data"],
      [200, 992, "words", "ok"],
      [200, 993, "words", "ok"],
      [200, 994, "words", "ok"],
      [200, 995, "words", "ok"],
      [200, 1004, "words", "not_found"],
      [401, 1, "Invalid OAuth scope", "invalid_scope"],
      [429, 1, "words", "api_limit"],
      [500, 1, "words", "server_error"],
    ],
    success: [{ status: "success", code: "0" }, { code: "200" }, { code: 0 }],
  },
  "marketing-automation": {
    shape: "number",
    envelope: (code, message) => ({ code: Number(code), message, status: "error" }),
    rows: [
      [200, 900, "words", "invalid_data"],
      [200, 901, "words", "not_found"],
      [200, 902, "words", "no_permission"],
      [200, 906, "User not associated with the org", "wrong_org"],
      [200, 992, "words", "ok"],
      [200, 2008, "words", "api_limit"],
      [401, 1007, "words", "refused token"],
      [401, 1, "Invalid OAuth scope", "invalid_scope"],
      [500, 1, "words", "server_error"],
    ],
    success: [{ status: "success", code: "0" }],
  },
  zeptomail: {
    shape: "error object",
    envelope: (code, message) => ({
      error: { code, details: [{ code: "GE_102", message: "", target: "from" }], message, request_id: "x" },
    }),
    rows: [
      [400, "TM_3201", "words", "invalid_data"],
      [400, "TM_3301", "words", "invalid_data"],
      [400, "TM_3501", "words", "credits"],
      [400, "TM_3601", "words", "daily_limit"],
      [400, "TM_4001", "words", "wrong_state"],
      [401, "SERR_157", "words", "no_permission"],
      [500, "X", "words", "server_error"],
    ],
    success: [{ data: [{ code: "EM_104", message: "Email request received" }], object: "email" }],
  },
};

function codeInError(code: string | number, message: string): unknown {
  return { error: { code, message } };
}

const READ = { product: "crm", method: "GET", path: "things" } as const;

function meaningOf(verdict: Verdict): string {
  return verdict.kind === "error" ? verdict.error.code : verdict.kind;
}

describe.each(DIALECT_IDS)("an answer in the way of %s", (id) => {
  const { shape, envelope, also = [], rows, success } = FACES[id];
  const judged = (status: number, body: unknown): Verdict =>
    classifyAs(DIALECTS[id], reply(status, body), READ, 0);

  describe.each([[shape, envelope] as const, ...also])("as %s", (expectedShape, wrap) => {
    it.each(
      rows.map(([status, code, message, means, sub = ""]) => [status, code, message, means, sub] as const),
    )("with %d, %s and %j means %s", (status, code, message, means, sub) => {
      const body = wrap(code, message, sub === "" ? undefined : sub);
      expect(readErrorShape(body).shape).toBe(expectedShape);
      expect(meaningOf(judged(status, body))).toBe(means);
    });
  });

  it.each(success.map((body) => [body]))("is a success as %j", (body) => {
    expect(judged(200, body)).toEqual({ kind: "ok", body });
  });

  it("is judged by its status where it says nothing", () => {
    expect(meaningOf(judged(403, {}))).toBe("no_permission");
    expect(meaningOf(judged(404, { message: "words" }))).toBe("not_found");
    expect(meaningOf(judged(503, ""))).toBe("server_error");
  });

  it("is one of the gateway, too", () => {
    const gateway = (cause: string): unknown => ({ response: "error", cause });
    expect(meaningOf(judged(401, gateway("INVALID_OAUTHTOKEN")))).toBe("refused token");
    expect(meaningOf(judged(200, gateway("throttles_limit_exceeded")))).toBe("api_limit");
    const social = (message: string): unknown => ({ error: { code: 401, message, requestURI: "/x" } });
    expect(meaningOf(judged(401, social("INVALID_OAUTHSCOPE")))).toBe("invalid_scope");
    expect(meaningOf(judged(200, social("INVALID_OAUTHTOKEN")))).toBe("refused token");
    expect(meaningOf(judged(400, { error: "Access Denied", error_description: "words" }))).toBe("api_limit");
    expect(meaningOf(judged(403, { error: "Access Denied" }))).toBe("no_permission");
  });
});

describe("the twelve shapes", () => {
  it("are all sent by somebody in these tests", () => {
    const sent = Object.values(FACES).flatMap(({ shape, also = [] }) => [shape, ...also.map(([one]) => one)]);
    const inGatewayTests = ["error text", "message"];
    expect([...new Set([...sent, ...inGatewayTests])].sort()).toEqual(SHAPES.map(({ id }) => id).sort());
  });
});

describe("a page instead of an answer", () => {
  it("is a dead token only where Desk's gateway sends it", () => {
    expect(meaningOf(classifyAs(DIALECTS.desk, html(401), READ, 0))).toBe("refused token");
    expect(meaningOf(classifyAs(DIALECTS.finance, html(401), READ, 0))).toBe("not_zoho");
  });
});

describe("nothing found", () => {
  it("is no failure of a read, and one of a write", () => {
    const answer = reply(404, { code: 3100, message: "No records found." });
    const asked = { ...READ, method: "DELETE" };
    expect(classifyAs(DIALECTS.creator, answer, READ, 0)).toEqual({ kind: "ok", body: undefined });
    expect(meaningOf(classifyAs(DIALECTS.creator, answer, asked, 0))).toBe("not_found");
  });
});
