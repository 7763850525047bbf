import { coversScope } from "../../../zoho/scopes";
import { identifyCaller } from "../../access/identify-caller";
import { basis } from "../../basis/basis";
import { html, json, type Reply } from "../../http/reply";
import type { EmulatedRequest } from "../../http/emulated-request";
import { errorPage } from "../../pages/error-page";
import type { Endpoint } from "../endpoint";
import type { ErrorRow } from "../error-row";
import { claimsOf, namesOf } from "./claims";

const OPENID_SCOPES = ["openid", "email", "profile", "phone"];

/** What `/oauth/user/info` refuses with. The names are known; that they stand in `cause` is not. */
export const USER_INFO_ERRORS = {
  INVALID_OAUTHTOKEN: {
    when: "the access token is missing, unknown, expired, evicted, revoked or of another data center",
    basis: basis("oauth 6.2", "documented", "inferred"),
  },
  INVALID_OAUTHSCOPE: {
    when: "the token lacks AaaServer.profile.READ",
    basis: basis("oauth 6.2", "third party", "inferred"),
  },
} as const satisfies Readonly<Record<string, ErrorRow>>;

/** `GET /oauth/user/info`: whose token it is; `ZUID` is the person's stable key. */
export const userInfo: Endpoint = (world, dataCenter, request) => {
  const caller = identifyCaller(world, dataCenter, request);
  if (caller.kind !== "known") return refused(request, 401, "INVALID_OAUTHTOKEN");
  const { person, token } = caller;
  if (!coversScope(token.consent.scopes, "AaaServer.profile.READ")) {
    // An answer from 2018 and a report from 2019 both came with status 200.
    return refused(request, 200, "INVALID_OAUTHSCOPE");
  }
  const { first, last } = namesOf(person.name);
  return json(200, {
    First_Name: first,
    Last_Name: last,
    Display_Name: person.name,
    Email: person.email,
    ZUID: Number(person.zuid),
  });
};

/** `GET /oauth/v2/userinfo`: OpenID's address. A wrong use of it is answered with a page. */
export const openIdUserInfo: Endpoint = (world, dataCenter, request) => {
  const caller = identifyCaller(world, dataCenter, request);
  if (caller.kind !== "known") return page(request, "The access token is not valid here.");
  const { consent } = caller.token;
  const isOpenId = consent.scopes.some((scope) => OPENID_SCOPES.includes(scope.toLowerCase()));
  return isOpenId
    ? json(200, claimsOf(world, consent))
    : page(request, "The access token lacks the scopes openid, email or profile.");
};

function refused(request: EmulatedRequest, status: number, cause: keyof typeof USER_INFO_ERRORS): Reply {
  request.facts.code = cause;
  return json(status, { cause, response: "error" });
}

function page(request: EmulatedRequest, more: string): Reply {
  request.facts.code = "An error occurred";
  return html(400, errorPage("An error occurred", more));
}
