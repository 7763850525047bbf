import { basis } from "../../basis/basis";
import { json, type Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import { REFUSAL_NAMES, type FaceCall, type FaceRoute, type OrgCall } from "../face";
import { faceError, type FaceErrors } from "../face-error";
import { numberParameter } from "../number-parameter";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import { SUBJECTS } from "../records/words";
import { inOrg, refusals, smallFace } from "./small-face";

const SEEN = basis("apis P2.14", "seen", "third party");
const DOCUMENTED = basis("apis P2.14", "documented", "third party");
const INFERRED = basis("apis P2.14", "inferred");

/** Zoho Mail API: status codes. */
const ERRORS = {
  unknownPath: faceError("URL_RULE_NOT_CONFIGURED", 404, "Invalid Input", "no resource has this path", SEEN),
  noToken: faceError(
    "INVALID_TICKET",
    400,
    "Invalid Input",
    "no Authorization header, or another scheme: 400, not 401",
    SEEN,
  ),
  deadToken: faceError(
    "INVALID_OAUTHTOKEN",
    401,
    "Unauthorized",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    SEEN,
  ),
  wrongMethod: faceError(
    "INVALID_METHOD",
    405,
    "Invalid Method",
    "the path does not know the method",
    INFERRED,
  ),
  noScope: faceError(
    "INVALID_OAUTHSCOPE",
    401,
    "Unauthorized",
    "the token lacks the scope of the call",
    SEEN,
  ),
  throttled: faceError(
    "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
    429,
    "Too Many Requests",
    "more than 30 calls of one resource in a minute",
    basis("apis P2.14", "documented", "inferred"),
  ),
  noAccount: faceError(
    "RESOURCE_NOT_FOUND",
    404,
    "Account not found",
    "the account in the path is not the person's",
    INFERRED,
  ),
  badParameter: faceError(
    "PATTERN_NOT_MATCHED",
    400,
    "Invalid Input",
    "start is no number from 1, or limit not from 1 to 200",
    INFERRED,
  ),
  notFound: faceError("RESOURCE_NOT_FOUND", 404, "Message not found", "no message has this ID", INFERRED),
} as const satisfies FaceErrors;

const refuse = refusals(ERRORS, ({ code, status }, description) => ({
  status: { code: status, description },
  data: { errorCode: code, moreInfo: "" },
}));

function success(data: unknown): Reply {
  return json(200, { status: { code: 200, description: "success" }, data });
}

const MESSAGES: Collection = {
  name: "messages",
  place: 1,
  seeded: ({ n, from }) => ({
    subject: `${from(SUBJECTS, "subject")} (${n})`,
    sender: `sensor.${n}@plant.example`,
    folderId: "1",
  }),
};

function shown({ id, createdAt, fields }: Row): unknown {
  return { messageId: id, ...fields, receivedTime: String(createdAt) };
}

/** `GET accounts`: the call that tells the ID which all others name. */
function listAccounts({ person }: FaceCall): Reply {
  return success(
    orgsOf(person, "mail").map(({ id, name }) => ({
      accountId: id,
      accountName: name,
      primaryEmailAddress: person.email,
      enabled: true,
    })),
  );
}

function inAccount(answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const org = orgsOf(call.person, "mail").find(({ id }) => id === call.params["account_id"]);
    return org === undefined ? refuse(call.request, "noAccount") : inOrg(call, org, answer);
  };
}

/** `GET accounts/{account_id}/messages/view`: beyond the end there is an empty list. */
function listMessages({ world, request, org }: OrgCall): Reply {
  const start = numberParameter(request.query.get("start"), { preset: 1, min: 1, max: 999_999_999 });
  const limit = numberParameter(request.query.get("limit"), { preset: 10, min: 1, max: 200 });
  if (start === undefined || limit === undefined) return refuse(request, "badParameter");
  return success(
    world.faceRecords
      .of(org, MESSAGES)
      .page(start - 1, limit)
      .map(shown),
  );
}

/** `GET accounts/{account_id}/messages/{message_id}`. */
function getMessage({ world, request, org, params }: OrgCall): Reply {
  const row = world.faceRecords.of(org, MESSAGES).get(params["message_id"] ?? "");
  return row === undefined ? refuse(request, "notFound") : success(shown(row));
}

const ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "accounts",
    what: "the person's accounts",
    basis: DOCUMENTED,
    scope: "ZohoMail.accounts.READ",
    answer: listAccounts,
  },
  {
    method: "GET",
    path: "accounts/{account_id}/messages/view",
    what: "messages by start and limit",
    basis: DOCUMENTED,
    scope: "ZohoMail.messages.READ",
    answer: inAccount(listMessages),
  },
  {
    method: "GET",
    path: "accounts/{account_id}/messages/{message_id}",
    what: "one message",
    basis: INFERRED,
    scope: "ZohoMail.messages.READ",
    answer: inAccount(getMessage),
  },
];

/** Zoho Mail. */
export const MAIL = smallFace({
  product: "mail",
  bases: ["/api"],
  selector: "account ID in the path",
  paging: "`start` (from 1) and `limit` (10, at most 200); an empty list at the end",
  routes: ROUTES,
  errors: ERRORS,
  refuse,
  common: REFUSAL_NAMES,
  limit: { calls: (settings) => settings.mailCallsPerMinute, windowMs: 60_000 },
});
