import { basis } from "../../basis/basis";
import { isObject } from "../../http/is-object";
import { empty, json, type Reply } from "../../http/reply";
import { REFUSAL_NAMES, type FaceRoute, type OrgCall } from "../face";
import { faceError, type FaceErrors } from "../face-error";
import { numberParameter } from "../number-parameter";
import type { Collection } from "../records/collection";
import { listCursor, readListCursor } from "../records/list-cursor";
import { FIRST_NAMES, LAST_NAMES } from "../../crm/seeds/names";
import { inOwnOrg, refusals, smallFace } from "./small-face";

const KNOWN = basis("apis P2.12", "official code", "third party");
const INFERRED = basis("apis P2.12", "inferred");

/** Zoho Cliq API v3: errors, rate limits. */
const ERRORS = {
  unknownPath: faceError(
    "url_rule_not_configured",
    404,
    "Given URL is wrong",
    "no resource has this path",
    INFERRED,
  ),
  noToken: faceError(
    "UNAUTHORIZED",
    401,
    "Request was rejected because of invalid AuthToken.",
    "no Authorization header, or another scheme",
    KNOWN,
  ),
  deadToken: faceError(
    "invalid_oauthtoken",
    401,
    "Request was rejected because of invalid AuthToken.",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    KNOWN,
  ),
  wrongMethod: faceError(
    "invalid_method",
    405,
    "The method is not allowed.",
    "the path does not know the method",
    INFERRED,
  ),
  noScope: faceError(
    "oauthtoken_scope_invalid",
    401,
    "The OAuth token does not have the required scope.",
    "the token lacks the scope of the call; the words are our guess",
    INFERRED,
  ),
  throttled: faceError(
    "rate_limit_exceeded",
    429,
    "You have exceeded the URL throttle limits.",
    "more calls of one resource in a minute than its page allows; then closed for five minutes",
    KNOWN,
  ),
  noAccount: faceError(
    "user_not_in_org",
    403,
    "The user belongs to no organization.",
    "the person is in no organization of Cliq",
    INFERRED,
  ),
  badParameter: faceError(
    "invalid_data",
    400,
    "The value of {name} is invalid.",
    "limit is no number from 1 to 100, or next_token was not made for this list or has died",
    INFERRED,
  ),
  notFound: faceError(
    "resource_not_found",
    404,
    "The {what} does not exist.",
    "nothing has this ID or name",
    INFERRED,
  ),
} as const satisfies FaceErrors;

const refuse = refusals(ERRORS, ({ code }, message) => ({ code, message }));

const CHANNELS: Collection = {
  name: "channels",
  place: 1,
  seeded: ({ n, from }) => ({
    name: `#${from(["line", "depot", "shift", "crew"], "name")}-${n}`,
    unique_name: `channel${n}`,
    level: "organization",
    participant_count: 1 + (n % 40),
  }),
};
const USERS: Collection = {
  name: "users",
  place: 2,
  seeded: ({ n, from }) => {
    const [first, last] = [from(FIRST_NAMES, "first"), from(LAST_NAMES, "last")];
    return { name: `${first} ${last}`, email_id: `${first}.${last}.${n}@staff.example`.toLowerCase() };
  },
};

/** A list by `limit` and `next_token`. */
function list(type: string, collection: Collection): (call: OrgCall) => Reply {
  return ({ world, request, org }) => {
    const limit = numberParameter(request.query.get("limit"), { preset: 50, min: 1, max: 100 });
    if (limit === undefined) return refuse(request, "badParameter", { name: "limit" });
    const token = request.query.get("next_token");
    const key = `cliq/${org.id}/${collection.name}`;
    const from = token === null ? 0 : readListCursor(world, key, token);
    if (from === undefined) return refuse(request, "badParameter", { name: "next_token" });
    const rows = world.faceRecords.of(org, collection);
    const page = rows.page(from, limit);
    const next = from + page.length;
    const more = next < rows.count() ? { next_token: listCursor(world, { list: key, next }) } : {};
    const data = page.map(({ id, createdAt, fields }) => ({
      id,
      ...fields,
      creation_time: new Date(createdAt).toISOString(),
    }));
    return json(200, { type, url: request.path, data, has_more: next < rows.count(), ...more });
  };
}

/** `GET channels/{id}`. */
function getChannel({ world, request, org, params }: OrgCall): Reply {
  const row = world.faceRecords.of(org, CHANNELS).get(params["id"] ?? "");
  if (row === undefined) return refuse(request, "notFound", { what: "channel" });
  return json(200, { type: "channel", data: { id: row.id, ...row.fields } });
}

/** `POST channelsbyname/{name}/message`: 204 when it was posted. */
function postMessage({ request, params }: OrgCall): Reply {
  const body = request.json();
  if (!isObject(body) || typeof body["text"] !== "string")
    return refuse(request, "badParameter", { name: "text" });
  if (!/^channel\d+$/.test(params["name"] ?? "")) return refuse(request, "notFound", { what: "channel" });
  return empty(204);
}

const inOrg = (answer: (call: OrgCall) => Reply): FaceRoute["answer"] =>
  inOwnOrg("cliq", (request) => refuse(request, "noAccount"), answer);

const ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "channels",
    what: "channels by limit and next_token",
    basis: KNOWN,
    scope: "ZohoCliq.Channels.READ",
    answer: inOrg(list("channel", CHANNELS)),
  },
  {
    method: "GET",
    path: "channels/{id}",
    what: "one channel",
    basis: INFERRED,
    scope: "ZohoCliq.Channels.READ",
    answer: inOrg(getChannel),
  },
  {
    method: "GET",
    path: "users",
    what: "users by limit and next_token",
    basis: KNOWN,
    scope: "ZohoCliq.Users.READ",
    answer: inOrg(list("user", USERS)),
  },
  {
    method: "POST",
    path: "channelsbyname/{name}/message",
    what: "post a text to a channel: 204",
    basis: basis("apis P2.12", "third party", "inferred"),
    scope: "ZohoCliq.Webhooks.CREATE",
    answer: inOrg(postMessage),
  },
];

/** Zoho Cliq, API v3 and v2. */
export const CLIQ = smallFace({
  product: "cliq",
  bases: ["/api/v3", "/api/v2"],
  selector: "the person's one organization",
  paging: "`limit` (50, at most 100) and `next_token`; `has_more` tells the end",
  routes: ROUTES,
  errors: ERRORS,
  refuse,
  common: REFUSAL_NAMES,
  limit: { calls: (settings) => settings.cliqCallsPerMinute, windowMs: 60_000, lockMs: 5 * 60_000 },
});
