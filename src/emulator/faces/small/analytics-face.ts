import { basis } from "../../basis/basis";
import { formParameters } from "../../http/form-parameters";
import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import { REFUSAL_NAMES, type FaceCall, type FaceRoute, type OrgCall } from "../face";
import { faceError, type FaceErrors } from "../face-error";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import { inOrg, refusals, smallFace } from "./small-face";

const OFFICIAL = basis("apis P2.13", "official code");
const DOCUMENTED = basis("apis P2.13", "documented", "official code");
const THIRD_PARTY = basis("apis P2.13", "third party");
const INFERRED = basis("apis P2.13", "inferred");

/** Zoho Analytics API v2: error codes. */
const ERRORS = {
  unknownPath: faceError(
    7404,
    404,
    "Invalid URL",
    "no resource has this path; the code is our guess",
    INFERRED,
  ),
  noToken: faceError(
    8518,
    401,
    "Authentication is missing",
    "no Authorization header, or another scheme",
    DOCUMENTED,
  ),
  deadToken: faceError(
    8535,
    401,
    "Invalid OAuthtoken",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    OFFICIAL,
  ),
  wrongMethod: faceError(
    7409,
    405,
    "The method is not allowed",
    "the path does not know the method; the code is our guess",
    INFERRED,
  ),
  noScope: faceError(8540, 401, "INVALID_OAUTHSCOPE", "the token lacks the scope of the call", THIRD_PARTY),
  throttled: faceError(
    6045,
    429,
    "EXCEEDING_USR_PLN_API_FREQ_COUNT",
    "more calls of one resource in a minute than the setting says",
    THIRD_PARTY,
  ),
  noOrgHeader: faceError(
    8083,
    400,
    "The header ZANALYTICS-ORGID is missing",
    "the header is not sent where it is needed",
    OFFICIAL,
  ),
  wrongOrg: faceError(
    8084,
    400,
    "The organization is not valid for this resource",
    "the header names an organization that the person is not in, or another than the workspace's",
    OFFICIAL,
  ),
  badConfig: faceError(
    8504,
    400,
    "Invalid value for the parameter {name}",
    "CONFIG is no JSON, or a value in it out of range",
    DOCUMENTED,
  ),
  noWorkspace: faceError(7103, 404, "The workspace does not exist", "no workspace has this ID", DOCUMENTED),
  noView: faceError(7104, 404, "The view does not exist", "no view has this ID", DOCUMENTED),
} as const satisfies FaceErrors;

const refuse = refusals(ERRORS, ({ code }, message) => ({
  status: "failure",
  summary: message.toUpperCase().replaceAll(" ", "_"),
  data: { errorCode: code, errorMessage: message },
}));

function success(summary: string, data: unknown): Reply {
  return json(200, { status: "success", summary, data });
}

const VIEWS: Collection = {
  name: "views",
  place: 1,
  seeded: ({ n, from }) => ({
    viewName: `${from(["Sales", "Output", "Faults"], "name")} ${n}`,
    viewType: from(["Table", "Pivot", "AnalysisView"], "type"),
  }),
};

function shown({ id, createdAt, fields }: Row): unknown {
  return { viewId: id, ...fields, createdTime: String(createdAt) };
}

/** Each organization has one workspace, with the organization's own ID. */
function workspaceOf({ id, name }: OrgCall["org"]): Readonly<Record<string, unknown>> {
  return { workspaceId: id, workspaceName: `${name} plant`, orgId: id };
}

/** `GET orgs`: needs no header. */
function listOrgs({ person }: FaceCall): Reply {
  const orgs = orgsOf(person, "analytics").map(({ id, name }, index) => ({
    orgId: id,
    orgName: name,
    isDefault: index === 0,
    role: "Account Admin",
  }));
  return success("Get orgs", { orgs });
}

/** `GET workspaces`: of all organizations; needs no header. */
function listWorkspaces({ person }: FaceCall): Reply {
  return success("Get all workspaces", {
    ownedWorkspaces: orgsOf(person, "analytics").map(workspaceOf),
    sharedWorkspaces: [],
  });
}

/** An answer in the organization that the header names, which must own the workspace of the path. */
function inWorkspace(answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const { person, request, params } = call;
    const named = request.headers["zanalytics-orgid"];
    if (named === undefined) return refuse(request, "noOrgHeader");
    const orgs = orgsOf(person, "analytics");
    const org = orgs.find(({ id }) => id === named);
    if (org === undefined) return refuse(request, "wrongOrg");
    if (org.id === params["workspace_id"]) return inOrg(call, org, answer);
    return refuse(request, orgs.some(({ id }) => id === params["workspace_id"]) ? "wrongOrg" : "noWorkspace");
  };
}

/** `GET workspaces/{workspace_id}/views`: all, or a page where CONFIG says so. */
function listViews({ world, request, org }: OrgCall): Reply {
  const config = configOf(formParameters(request).get("CONFIG"));
  if (config === undefined) return refuse(request, "badConfig", { name: "CONFIG" });
  const rows = world.faceRecords.of(org, VIEWS);
  const start = whole(config["startIndex"] ?? 1);
  const count = whole(config["noOfResult"] ?? Math.max(rows.count(), 1));
  if (start === undefined || count === undefined)
    return refuse(request, "badConfig", { name: start === undefined ? "startIndex" : "noOfResult" });
  return success("Get views", { views: rows.page(start - 1, count).map(shown) });
}

function configOf(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 1_000_000
    ? value
    : undefined;
}

/** `GET workspaces/{workspace_id}/views/{view_id}`. */
function getView({ world, request, org, params }: OrgCall): Reply {
  const row = world.faceRecords.of(org, VIEWS).get(params["view_id"] ?? "");
  return row === undefined ? refuse(request, "noView") : success("Get view", { views: shown(row) });
}

const ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "orgs",
    what: "the person's organizations; needs no ZANALYTICS-ORGID",
    basis: DOCUMENTED,
    scope: "ZohoAnalytics.metadata.read",
    answer: listOrgs,
  },
  {
    method: "GET",
    path: "workspaces",
    what: "workspaces of all organizations; needs no ZANALYTICS-ORGID",
    basis: DOCUMENTED,
    scope: "ZohoAnalytics.metadata.read",
    answer: listWorkspaces,
  },
  {
    method: "GET",
    path: "workspaces/{workspace_id}/views",
    what: "views; all, or by startIndex and noOfResult in CONFIG",
    basis: basis("apis P2.13", "documented", "inferred"),
    scope: "ZohoAnalytics.metadata.read",
    answer: inWorkspace(listViews),
  },
  {
    method: "GET",
    path: "workspaces/{workspace_id}/views/{view_id}",
    what: "one view",
    basis: INFERRED,
    scope: "ZohoAnalytics.metadata.read",
    answer: inWorkspace(getView),
  },
];

/** Zoho Analytics, API v2. */
export const ANALYTICS = smallFace({
  product: "analytics",
  bases: ["/restapi/v2"],
  selector: "header `ZANALYTICS-ORGID`, which must own the workspace in the path",
  paging:
    "all at once, or `startIndex` (from 1) and `noOfResult` in the parameter `CONFIG`; an empty list at the end",
  routes: ROUTES,
  errors: ERRORS,
  refuse,
  common: REFUSAL_NAMES,
  limit: { calls: (settings) => settings.smallCallsPerMinute, windowMs: 60_000 },
});
