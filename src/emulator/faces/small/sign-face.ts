import { basis } from "../../basis/basis";
import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import { REFUSAL_NAMES, type FaceRoute, type OrgCall } from "../face";
import { faceError, type FaceErrors } from "../face-error";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import { inOwnOrg, refusals, smallFace } from "./small-face";

const SEEN = basis("apis P2.10", "seen", "third party");
const DOCUMENTED = basis("apis P2.10", "documented", "third party");
const INFERRED = basis("apis P2.10", "inferred");

/** Zoho Sign API: errors. */
const ERRORS = {
  unknownPath: faceError(9004, 404, "Invalid URL", "no resource has this path", INFERRED),
  noToken: faceError(9031, 401, "Ticket invalid", "no Authorization header, or another scheme", SEEN),
  deadToken: faceError(
    9041,
    401,
    "Invalid Oauth token",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    SEEN,
  ),
  wrongMethod: faceError(9005, 405, "Invalid request method", "the path does not know the method", INFERRED),
  noScope: faceError(
    9042,
    401,
    "Invalid Oauth scope",
    "the token lacks the scope of the call; the code is our guess",
    INFERRED,
  ),
  throttled: faceError(
    9050,
    429,
    "You have exceeded the URL throttle limits. Try again after some time.",
    "more than 50 calls of one resource in a minute; the code is our guess",
    basis("apis P2.10", "documented", "inferred"),
  ),
  noAccount: faceError(
    4003,
    403,
    "The user belongs to no organization",
    "the person is in no organization of Sign",
    INFERRED,
  ),
  badData: faceError(
    9008,
    400,
    "Invalid value for {name}",
    "`data` is no JSON, row_count not from 1 to 100, or start_index no number from 1",
    INFERRED,
  ),
  notFound: faceError(4066, 404, "The document does not exist", "no document has this ID", INFERRED),
} as const satisfies FaceErrors;

const refuse = refusals(ERRORS, ({ code }, message) => ({ code, message, status: "failure" }));

const REQUESTS: Collection = {
  name: "requests",
  place: 1,
  seeded: ({ n, from }) => ({
    request_name: `Contract ${n}`,
    request_status: from(["draft", "inprogress", "completed", "declined"], "status"),
  }),
};

function shown({ id, createdAt, fields }: Row): unknown {
  return { request_id: id, ...fields, created_time: createdAt };
}

/** `GET requests?data={"page_context":{…}}`: the page stands in a JSON text. */
function listRequests({ world, request, org }: OrgCall): Reply {
  const context = pageContext(request.query.get("data"));
  if (context === undefined) return refuse(request, "badData", { name: "data" });
  const rowCount = whole(context["row_count"] ?? 20, 1, 100);
  if (rowCount === undefined) return refuse(request, "badData", { name: "row_count" });
  const start = whole(context["start_index"] ?? 1, 1, 999_999_999);
  if (start === undefined) return refuse(request, "badData", { name: "start_index" });
  const rows = world.faceRecords.of(org, REQUESTS);
  const page = rows.page(start - 1, rowCount);
  const total = rows.count();
  const page_context = {
    row_count: page.length,
    start_index: start,
    total_count: total,
    has_more_rows: start - 1 + page.length < total,
  };
  return json(200, {
    code: 0,
    status: "success",
    message: "Documents list retrieved successfully",
    page_context,
    requests: page.map(shown),
  });
}

function pageContext(data: string | null): Readonly<Record<string, unknown>> | undefined {
  if (data === null) return {};
  try {
    const value: unknown = JSON.parse(data);
    const context = isObject(value) ? (value["page_context"] ?? {}) : undefined;
    return isObject(context) ? context : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers come as numbers and as texts. */
function whole(value: unknown, min: number, max: number): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= min && number <= max
    ? number
    : undefined;
}

/** `GET requests/{request_id}`. */
function getRequest({ world, request, org, params }: OrgCall): Reply {
  const row = world.faceRecords.of(org, REQUESTS).get(params["request_id"] ?? "");
  if (row === undefined) return refuse(request, "notFound");
  return json(200, {
    code: 0,
    status: "success",
    message: "Document has been retrieved",
    requests: shown(row),
  });
}

const inOrg = (answer: (call: OrgCall) => Reply): FaceRoute["answer"] =>
  inOwnOrg("sign", (request) => refuse(request, "noAccount"), answer);

const ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "requests",
    what: "documents; the page stands in the parameter data",
    basis: DOCUMENTED,
    scope: "ZohoSign.documents.READ",
    answer: inOrg(listRequests),
  },
  {
    method: "GET",
    path: "requests/{request_id}",
    what: "one document",
    basis: DOCUMENTED,
    scope: "ZohoSign.documents.READ",
    answer: inOrg(getRequest),
  },
];

/** Zoho Sign, API v1. */
export const SIGN = smallFace({
  product: "sign",
  bases: ["/api/v1"],
  selector: "the person's one organization",
  paging:
    "`row_count` (20, at most 100) and `start_index` (from 1) in `page_context` of the parameter `data`; `has_more_rows` tells the end",
  routes: ROUTES,
  errors: ERRORS,
  refuse,
  common: REFUSAL_NAMES,
  limit: { calls: (settings) => settings.signCallsPerMinute, windowMs: 60_000 },
});
