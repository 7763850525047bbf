import { basis } from "../../basis/basis";
import { FIRST_NAMES, LAST_NAMES } from "../../crm/seeds/names";
import { json, type Reply } from "../../http/reply";
import { REFUSAL_NAMES, type Face, type FaceRoute, type OrgCall } from "../face";
import { faceError, type FaceErrors } from "../face-error";
import { numberParameter } from "../number-parameter";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import { inOwnOrg, refusals, type Refuse, smallFace } from "./small-face";

const SEEN = basis("apis P2.7", "seen", "third party");
const DOCUMENTED = basis("apis P2.7", "documented", "third party");
const INFERRED = basis("apis P2.7", "inferred");
const UNAUTHORIZED = "no token, a dead one, or one of another data center: the same to all";

/** Zoho Campaigns API v1.1: error codes. */
const CAMPAIGNS_ERRORS = {
  unknownPath: faceError(
    1004,
    404,
    "Invalid URL.",
    "no resource has this path; the status is our guess",
    basis("apis P2.7", "documented", "inferred"),
  ),
  noAuthorization: faceError(1007, 401, "Unauthorized request.", UNAUTHORIZED, SEEN),
  wrongMethod: faceError(1005, 405, "Invalid method.", "the path does not know the method", INFERRED),
  noScope: faceError(
    1010,
    401,
    "INVALID_OAUTHSCOPE",
    "the token lacks the scope of the call; the code is our guess",
    INFERRED,
  ),
  throttled: faceError(
    2008,
    429,
    "Calls limit exceeded. Try again after 30 minutes.",
    "more than 500 calls in five minutes; then closed for half an hour. Code and status are our guess",
    basis("apis P2.7", "documented", "inferred"),
  ),
  noAccount: faceError(
    902,
    200,
    "User not authorised: the user is not in the organization.",
    "the person is in no organization",
    DOCUMENTED,
  ),
  missing: faceError(
    903,
    200,
    "Mandatory parameter {name} is missing.",
    "resfmt or listkey is not sent",
    DOCUMENTED,
  ),
  badParameter: faceError(
    1003,
    200,
    "Invalid value for {name}.",
    "fromindex or range is no number from 1",
    INFERRED,
  ),
  nothing: faceError(
    992,
    200,
    "No records found.",
    "an empty list, or a page beyond its end: no failure, an empty page",
    DOCUMENTED,
  ),
  notFound: faceError(1001, 200, "The list does not exist.", "no list has this key", INFERRED),
} as const satisfies FaceErrors;

/** Zoho Marketing Automation API v1: error codes. */
const MA_ERRORS = {
  ...CAMPAIGNS_ERRORS,
  unknownPath: faceError(
    901,
    404,
    "Invalid URL.",
    "no resource has this path; the status is our guess",
    DOCUMENTED,
  ),
  throttled: faceError(
    2008,
    429,
    "Calls limit exceeded.",
    "more than 500 calls in five minutes; then closed for half an hour. The status is our guess",
    DOCUMENTED,
  ),
  noAccount: faceError(
    906,
    200,
    "User not authorised: the user is not in the organization.",
    "the person is in no organization",
    DOCUMENTED,
  ),
  missing: faceError(
    900,
    200,
    "Mandatory parameter {name} is missing.",
    "resfmt or listkey is not sent",
    DOCUMENTED,
  ),
} as const satisfies FaceErrors;

type Name = keyof typeof CAMPAIGNS_ERRORS;

const LISTS: Collection = {
  name: "lists",
  place: 1,
  seeded: ({ n, from }) => ({
    listname: `${from(["Customers", "Dealers", "Service"], "name")} ${n}`,
    noofcontacts: "450",
  }),
};
const LIST_CONTACTS: Collection = {
  name: "listContacts",
  place: 2,
  seeded: ({ n, from }) => {
    const [firstname, lastname] = [from(FIRST_NAMES, "first"), from(LAST_NAMES, "last")];
    return {
      contact_email: `${firstname}.${lastname}.${n}@readers.example`.toLowerCase(),
      firstname,
      lastname,
    };
  },
};

/** `fromindex` and `range`, both from 1. A page beyond the end is refused with a code that means nothing found. */
function list(
  refuse: Refuse<Name>,
  collection: Collection,
  shown: (row: Row) => unknown,
): (call: OrgCall) => Reply {
  return ({ world, request, org }) => {
    if (request.query.get("resfmt") !== "JSON") return refuse(request, "missing", { name: "resfmt" });
    const from = numberParameter(request.query.get("fromindex"), { preset: 1, min: 1, max: 999_999_999 });
    if (from === undefined) return refuse(request, "badParameter", { name: "fromindex" });
    const range = numberParameter(request.query.get("range"), { preset: 20, min: 1, max: 200 });
    if (range === undefined) return refuse(request, "badParameter", { name: "range" });
    const page = world.faceRecords.of(org, collection).page(from - 1, range);
    if (page.length === 0) return refuse(request, "nothing");
    return json(200, {
      status: "success",
      code: "0",
      message: "",
      uri: request.path,
      list_of_details: page.map(shown),
    });
  };
}

function contacts(refuse: Refuse<Name>): (call: OrgCall) => Reply {
  const listed = list(refuse, LIST_CONTACTS, ({ id, fields }) => ({ contact_id: id, ...fields }));
  return (call) => {
    const key = call.request.query.get("listkey") ?? "";
    if (key === "") return refuse(call.request, "missing", { name: "listkey" });
    const isList = call.world.faceRecords.of(call.org, LISTS).get(key) !== undefined;
    return isList ? listed(call) : refuse(call.request, "notFound");
  };
}

function campaignsFace(
  product: "campaigns" | "marketing-automation",
  base: string,
  own: {
    readonly errors: Readonly<Record<Name, (typeof CAMPAIGNS_ERRORS | typeof MA_ERRORS)[Name]>>;
    readonly scope: string;
    readonly contacts: string;
  },
): Face {
  const refuse: Refuse<Name> = refusals(own.errors, ({ code }, message, { path }) => ({
    Code: String(code),
    message,
    URI: path,
    status: "error",
  }));
  const inOrg = (answer: (call: OrgCall) => Reply): FaceRoute["answer"] =>
    inOwnOrg(product, (request) => refuse(request, "noAccount"), answer);
  const routes: readonly FaceRoute[] = [
    {
      method: "GET",
      path: "getmailinglists",
      what: "lists by fromindex and range",
      basis: DOCUMENTED,
      scope: own.scope,
      answer: inOrg(list(refuse, LISTS, ({ id, fields }) => ({ listkey: id, ...fields }))),
    },
    {
      method: "GET",
      path: own.contacts,
      what: "contacts of the list listkey by fromindex and range",
      basis: DOCUMENTED,
      scope: own.scope,
      answer: inOrg(contacts(refuse)),
    },
  ];
  return smallFace({
    product,
    bases: [base],
    selector: "the person's one organization",
    paging: "`fromindex` (from 1) and `range` (20, at most 200); code 992 at the end",
    routes,
    errors: own.errors,
    refuse,
    common: { ...REFUSAL_NAMES, "no token": "noAuthorization", "dead token": "noAuthorization" },
    limit: { calls: (settings) => settings.campaignsCallsPer5min, windowMs: 5 * 60_000, lockMs: 30 * 60_000 },
  });
}

/** Zoho Campaigns, API v1.1. */
export const CAMPAIGNS = campaignsFace("campaigns", "/api/v1.1", {
  errors: CAMPAIGNS_ERRORS,
  scope: "ZohoCampaigns.contact.READ",
  contacts: "getlistsubscribers",
});

/** Zoho Marketing Automation, API v1: the same family with codes of its own. */
export const MARKETING_AUTOMATION = campaignsFace("marketing-automation", "/api/v1", {
  errors: MA_ERRORS,
  scope: "ZohoMarketingAutomation.lead.READ",
  contacts: "getlistleads",
});
