import { basis } from "../basis/basis";
import { html } from "../http/reply";
import { errorPage } from "../pages/error-page";
import {
  answerConsent,
  authorize,
  authorizeInstance,
  authorizeMoreScopes,
  pickOrg,
  showSession,
  signIn,
} from "./authorize";
import { askDeviceCode } from "./device/ask-device-code";
import { showDevicePage, takeUserCode } from "./device/device-page";
import { pollDevice } from "./device/poll-device";
import type { EndpointRow } from "./endpoint";
import { enhanceToken } from "./more-scopes/enhance-token";
import { discovery } from "./openid/discovery";
import { introspect } from "./openid/introspect";
import { signingKeys } from "./openid/signing-keys";
import { openIdUserInfo, userInfo } from "./openid/user-info";
import { exchangeAuthtoken } from "./retired-authtokens";
import { revokeByClient, revokeClassic } from "./revoke";
import { serverInfo } from "./server-info";
import { tokenEndpoint } from "./token-endpoint";

const PAGE = basis("oauth 3.2", "documented", "inferred");

/** Every address of Zoho Accounts that is emulated, in each data center. What is not here is 404. */
export const ACCOUNTS_ENDPOINTS: readonly EndpointRow[] = [
  {
    method: "ANY",
    path: "/oauth/v2/auth",
    what: "sign-in, org and consent pages; ends in a code, or for client-based applications in an access token",
    basis: basis("oauth 3.1", "documented"),
    answer: authorize,
  },
  {
    method: "ANY",
    path: "/oauth/v2/org/auth",
    what: "the same for a grant of a whole org, given by an administrator; soid may name it",
    basis: basis("oauth 3.6", "documented"),
    answer: authorizeInstance,
  },
  {
    method: "ANY",
    path: "/oauth/v2/token",
    what: "exchanges codes, refreshes, and client credentials",
    basis: basis("oauth 4.2", "documented"),
    answer: tokenEndpoint,
  },
  {
    method: "ANY",
    path: "/oauth/v2/token/revoke",
    what: "revokes whatever token it is given",
    basis: basis("oauth 7.1", "documented", "official code"),
    answer: revokeClassic,
    exists: ({ revokeAt }) => revokeAt !== "new",
  },
  {
    method: "ANY",
    path: "/oauth/v2/revoke/token",
    what: "the newer address: revokes a token of the client that authenticates",
    basis: basis("oauth 7.1", "documented"),
    answer: revokeByClient,
    exists: ({ revokeAt }) => revokeAt !== "classic",
  },
  {
    method: "POST",
    path: "/oauth/v2/token/scopeenhance",
    what: "an enhance token, with which scopes are added to a grant",
    basis: basis("oauth 7.5", "documented"),
    answer: enhanceToken,
  },
  {
    method: "GET",
    path: "/oauth/v2/token/addextrascope",
    what: "the consent page for further scopes; the refresh token stays the same",
    basis: basis("oauth 7.5", "documented"),
    answer: authorizeMoreScopes,
  },
  {
    method: "POST",
    path: "/oauth/v2/token/self/authtooauth",
    what: "access_denied: authtokens have ended",
    basis: basis("oauth 4.2", "documented"),
    answer: exchangeAuthtoken,
  },
  {
    method: "POST",
    path: "/oauth/v2/introspect",
    what: "whether a token of the client is alive; HTTP Basic only",
    basis: basis("oauth 7.2", "seen", "inferred"),
    answer: introspect,
  },
  {
    method: "POST",
    path: "/oauth/v3/device/code",
    what: "a device code and the code that a person types",
    basis: basis("oauth 8", "documented"),
    answer: askDeviceCode,
  },
  {
    method: "GET",
    path: "/oauth/v3/device",
    what: "the page on which the person types it",
    basis: basis("oauth 8", "documented"),
    answer: showDevicePage,
  },
  {
    method: "POST",
    path: "/oauth/v3/device/token",
    what: "the device polls for its tokens",
    basis: basis("oauth 8", "documented"),
    answer: pollDevice,
  },
  {
    method: "GET",
    path: "/oauth/user/info",
    what: "whose token it is",
    basis: basis("oauth 7.3", "third party"),
    answer: userInfo,
  },
  {
    method: "GET",
    path: "/oauth/v2/userinfo",
    what: "OpenID claims of the token's person",
    basis: basis("oauth 7.4", "seen", "inferred"),
    answer: openIdUserInfo,
  },
  {
    method: "GET",
    path: "/oauth/v2/keys",
    what: "the key with which id_tokens are signed",
    basis: basis("oauth 1.4", "seen", "inferred"),
    answer: signingKeys,
  },
  {
    method: "GET",
    path: "/.well-known/openid-configuration",
    what: "OpenID discovery, with Zoho's real origins",
    basis: basis("oauth 1.4", "seen"),
    answer: discovery,
  },
  {
    method: "GET",
    path: "/.well-known/oauth-authorization-server",
    what: "404: Zoho has no such document",
    basis: basis("oauth 1.4", "seen"),
    answer: () => html(404, errorPage("404 not found")),
  },
  {
    method: "GET",
    path: "/oauth/serverinfo",
    what: "location codes and their accounts servers",
    basis: basis("oauth 1.3", "documented", "third party"),
    answer: serverInfo,
  },

  // Where the pages send their forms: Zoho's own addresses for these are not published.
  {
    method: "GET",
    path: "/oauth/v2/auth/session",
    what: "the page at which a person stands",
    basis: PAGE,
    answer: (world, _dataCenter, request) => showSession(world, request),
  },
  {
    method: "POST",
    path: "/oauth/v2/auth/sign-in",
    what: "a person signs in",
    basis: PAGE,
    answer: (world, _dataCenter, request) => signIn(world, request),
  },
  {
    method: "POST",
    path: "/oauth/v2/auth/org",
    what: "an org and environment is picked",
    basis: PAGE,
    answer: (world, _dataCenter, request) => pickOrg(world, request),
  },
  {
    method: "POST",
    path: "/oauth/v2/auth/answer",
    what: "Accept, Reject or Back to app",
    basis: PAGE,
    answer: (world, _dataCenter, request) => answerConsent(world, request),
  },
  {
    method: "POST",
    path: "/oauth/v3/device",
    what: "a user code was typed",
    basis: PAGE,
    answer: takeUserCode,
  },
];
