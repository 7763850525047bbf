import { basis } from "../../basis/basis";
import { json, type Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import { REFUSAL_NAMES, type FaceCall, type FaceRoute, type OrgCall } from "../face";
import { faceError, type FaceErrors } from "../face-error";
import { numberParameter } from "../number-parameter";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import { listCursor, readListCursor } from "../records/list-cursor";
import { inOrg, refusals, smallFace } from "./small-face";

const SEEN = basis("apis P2.11", "seen", "third party");
const DOCUMENTED = basis("apis P2.11", "documented", "third party");
const INFERRED = basis("apis P2.11", "inferred");

/** Zoho WorkDrive API v1: errors. */
const ERRORS = {
  unknownPath: faceError("F6016", 404, "URL Rule is not configured", "no resource has this path", INFERRED),
  noToken: faceError(
    "INVALID_TICKET",
    500,
    "Invalid ticket",
    "no Authorization header, or another scheme: 500, not 401",
    SEEN,
  ),
  deadToken: faceError(
    "F7003",
    401,
    "Invalid OAuth token.",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    SEEN,
  ),
  wrongMethod: faceError(
    "F6017",
    405,
    "The method is not allowed.",
    "the path does not know the method",
    INFERRED,
  ),
  noScope: faceError("F7004", 401, "Invalid OAuth scope.", "the token lacks the scope of the call", SEEN),
  throttled: faceError(
    "F6018",
    429,
    "URL throttle limit exceeded. Try again after some time.",
    "more calls of one resource in a minute than the setting says",
    INFERRED,
  ),
  notFound: faceError(
    "R008",
    404,
    "Resource does not exist.",
    "no folder or file of the person's teams has this ID",
    basis("apis P2.11", "third party"),
  ),
  badParameter: faceError(
    "R011",
    400,
    "Invalid value: {name}",
    "page[limit] is not from 1 to 50, page[offset] no number, or page[next] not made for this folder or dead",
    INFERRED,
  ),
} as const satisfies FaceErrors;

const refuse = refusals(ERRORS, ({ code }, title) => ({ errors: [{ id: code, title }] }));

const FILES: Collection = {
  name: "files",
  place: 1,
  seeded: ({ n, from, below }) => ({
    name: `${from(["report", "photo", "drawing", "log"], "name")}-${n}.pdf`,
    size: 1_000 + below(5_000_000, "size"),
  }),
};

function shown({ id, createdAt, modifiedAt, fields }: Row): unknown {
  const attributes = {
    ...fields,
    type: "pdf",
    created_time_in_millisecond: createdAt,
    modified_time_in_millisecond: modifiedAt,
  };
  return { id, type: "files", attributes };
}

/** The folder of a team has the team's own ID here. */
function inFolder(answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const org = orgsOf(call.person, "workdrive").find((one) => one.id === call.params["folder_id"]);
    return org === undefined ? refuse(call.request, "notFound") : inOrg(call, org, answer);
  };
}

/** `GET files/{folder_id}/files`: by offset, or by the cursor that each page gives. */
function listFiles({ world, request, org }: OrgCall): Reply {
  const { query } = request;
  const limit = numberParameter(query.get("page[limit]"), { preset: 50, min: 1, max: 50 });
  if (limit === undefined) return refuse(request, "badParameter", { name: "page[limit]" });
  const key = `workdrive/${org.id}`;
  const token = query.get("page[next]");
  const from =
    token === null
      ? numberParameter(query.get("page[offset]"), { preset: 0, min: 0, max: 999_999 })
      : readListCursor(world, key, token);
  if (from === undefined)
    return refuse(request, "badParameter", { name: token === null ? "page[offset]" : "page[next]" });
  const rows = world.faceRecords.of(org, FILES);
  const page = rows.page(from, limit);
  const next = from + page.length;
  const has_next = next < rows.count();
  const cursor = { has_next, ...(has_next ? { next: listCursor(world, { list: key, next }) } : {}) };
  return json(200, { data: page.map(shown), links: { cursor } });
}

/** `GET files/{id}`. */
function getFile({ world, person, request, params }: FaceCall): Reply {
  const found = orgsOf(person, "workdrive").map((org) =>
    world.faceRecords.of(org, FILES).get(params["id"] ?? ""),
  );
  const row = found.find((one) => one !== undefined);
  return row === undefined ? refuse(request, "notFound") : json(200, { data: shown(row) });
}

/** `GET users/me/teams`: whose IDs are those of their folders. */
function listTeams({ person }: FaceCall): Reply {
  const data = orgsOf(person, "workdrive").map(({ id, name }) => ({
    id,
    type: "teams",
    attributes: { name },
  }));
  return json(200, { data });
}

const ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "users/me/teams",
    what: "the person's teams; their IDs are those of their folders here",
    basis: INFERRED,
    scope: "WorkDrive.team.READ",
    answer: listTeams,
  },
  {
    method: "GET",
    path: "files/{folder_id}/files",
    what: "files of a folder by page[limit] and page[offset] or page[next]",
    basis: DOCUMENTED,
    scope: "WorkDrive.files.READ",
    answer: inFolder(listFiles),
  },
  {
    method: "GET",
    path: "files/{id}",
    what: "one file",
    basis: DOCUMENTED,
    scope: "WorkDrive.files.READ",
    answer: getFile,
  },
];

/** Zoho WorkDrive, API v1. */
export const WORKDRIVE = smallFace({
  product: "workdrive",
  bases: ["/workdrive/api/v1"],
  selector: "ID of the folder in the path",
  paging:
    "`page[limit]` (50, at most 50) and `page[offset]` or `page[next]`; `links.cursor.has_next` tells the end",
  routes: ROUTES,
  errors: ERRORS,
  refuse,
  common: REFUSAL_NAMES,
  limit: { calls: (settings) => settings.smallCallsPerMinute, windowMs: 60_000 },
});
