import { type ErrorRow, row } from "./row";

/** What only a person can mend: an account that is missing, a scope, a consent. */
export const AUTHORIZING = {
  // A person lacks an account.
  no_org: row(
    "no_org",
    ["no_org", "People 7048"],
    "The person who signed in has no account in an app whose scopes were asked[: {apps}].",
    "Sign in as somebody who has one, or take that app's scopes out of the client and connect again.",
  ),
  wrong_org: row(
    "no_org",
    [
      "OAUTH_ORG_MISMATCH",
      "missing_org_info",
      "Books 6041 and what it says of organization_id",
      "Analytics 8083, 8084, 7387",
      "Creator 1040",
      "Campaigns 902, 906",
    ],
    "The grant does not reach the org that was asked for[ ({app}: {asked})][; '{connection}' reaches {known}][: {message}].",
    "Choose an org that the connection reaches (msg.zoho.org, or in the node's dialog), or connect the other org under a name of its own.",
  ),

  // The scopes do not suffice.
  invalid_scope: row(
    "invalid_scope",
    [
      "OAUTH_SCOPE_MISMATCH",
      "SCOPE_MISMATCH",
      "INVALID_OAUTHSCOPE",
      "Books 57 to a new token",
      "Creator 2945 with INVALID_OAUTHSCOPE",
      "Analytics 8540",
      "WorkDrive F7004",
      "People 7218, 7103",
    ],
    "The grant of '{connection}' lacks a scope for {method} {path}[; most likely {missing}][. Granted: {granted}].",
    "Add the scope[ {missing}] to the client and connect again.[ {hint}]",
  ),
  unknown_scope: row(
    "invalid_scope",
    ["invalid_scope", "invalid_scopes"],
    "Zoho does not know a scope that was asked[: {scopes}].",
    "Check the spelling on the scopes page of the product's API docs.",
  ),

  // A person must authorize again.
  grant_revoked: row(
    "expired_token",
    ["invalid_code on refresh"],
    "Zoho no longer accepts the grant of '{connection}': it was revoked, or pushed out by newer ones (a person may hold 20 per client)[; one that was pasted or declared may also belong to another data center than {dataCenter}].",
    "Authorize '{connection}' again: press Connect in the client's dialog.",
  ),
  not_connected: row(
    "expired_token",
    [],
    "'{connection}' has not been connected yet.",
    "Press Connect in the client's dialog, or send a message to a zoho authorize node.",
  ),
  grant_code_invalid: row(
    "expired_token",
    ["invalid_code on exchange"],
    "Zoho no longer accepts this grant code: it lives for a minute or a few, works once, and only in its own data center.",
    "Make a new one and hand it over at once.",
  ),
  grant_code_lost: row(
    "expired_token",
    [],
    "No answer came to the exchange of a grant code with {host} ({problem}), and a code works only once.",
    "Check network, DNS and proxy, then connect again with a new code.",
  ),
  consent_abandoned: row(
    "expired_token",
    [],
    "Nobody came back from Zoho's consent page in time. Likely causes: the tab was closed, or the person has no account in one of the apps[ ({apps})] and did not press Back to app (no_org), or Zoho showed an error page.",
    "Start again and watch what Zoho's page says.",
  ),
  consent_unproven: row(
    "unreachable",
    [],
    "Zoho has given the grant for '{connection}', but the call that proves it got no good answer: {problem} The grant is kept, and the connection stays as it was.",
    "Nothing needs to be done: it is tried again by itself, also after a restart.",
  ),
  consent_unconfirmed: row(
    "expired_token",
    [],
    "Somebody has consented for '{connection}'[ to {actual}], but it was not confirmed that this is what was meant[: {problem}].",
    "Start again, and press Confirm on the page that names the org.",
  ),
  consent_cancelled: row(
    "expired_token",
    [],
    "The consent for '{connection}' was cancelled before its person came back[: {problem}].",
    "Start it again when somebody is there to consent.",
  ),
  device_code_expired: row(
    "expired_token",
    ["expired"],
    "Nobody typed the code for '{connection}' at Zoho and accepted before it ran out; a code lives for about five minutes.",
    "Start again, and type the new code at once.",
  ),
  consent_interrupted: row(
    "expired_token",
    [],
    "The consent for '{connection}' was interrupted by a restart while its code was being exchanged.",
    "Connect '{connection}' again.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
