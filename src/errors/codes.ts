import type { ErrorClass } from "./classes";

/** One way to fail: the single source of the code, of `docs/errors.md` and of the help of `zoho-error`. */
export interface ErrorRow {
  readonly class: ErrorClass;
  /** What Zoho sends for it, for the docs; empty where the failure is found before Zoho is asked. */
  readonly zohoSends: readonly string[];
  /** Sentences with gaps, see `fill`. */
  readonly reason: string;
  readonly remedy: string;
}

function row(errorClass: ErrorClass, zohoSends: readonly string[], reason: string, remedy: string): ErrorRow {
  return { class: errorClass, zohoSends, reason, remedy };
}

/** Every failure of the package. Closed: flows branch on these names, so one is only ever added. */
export const ERROR_CODES = {
  // A person lacks an account.
  no_org: row(
    "no_org",
    ["no_org"],
    "The person who signed in has no account in an app whose scopes were asked[: {apps}].",
    "Sign in as somebody who has one, or take that app's scopes out of the client and connect again.",
  ),
  wrong_org: row(
    "no_org",
    ["OAUTH_ORG_MISMATCH", "missing_org_info"],
    "The grant does not reach the org that was asked for[: {message}].",
    "Choose an org that the connection reaches, or connect the other org under a name of its own.",
  ),

  // The scopes do not suffice.
  invalid_scope: row(
    "invalid_scope",
    ["OAUTH_SCOPE_MISMATCH", "SCOPE_MISMATCH", "INVALID_OAUTHSCOPE"],
    "The grant of '{connection}' lacks a scope for {method} {path}[; most likely {missing}][. Granted: {granted}].",
    "Add the scope to the client and connect again.",
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
    "Zoho no longer accepts the grant of '{connection}': it was revoked, or pushed out by newer ones (a person may hold 20 per client).",
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
  consent_interrupted: row(
    "expired_token",
    [],
    "The consent for '{connection}' was interrupted by a restart while its code was being exchanged.",
    "Connect '{connection}' again.",
  ),

  // Wait.
  token_throttled: row(
    "rate_limited",
    ["Access Denied (too many requests continuously)"],
    "Zoho's token endpoint refuses new tokens for a while because too many were asked for.",
    "Wait until {until}. Zoho allows 10 tokens in 10 minutes for each grant; look for other programs that use it.",
  ),
  token_budget: row(
    "rate_limited",
    [],
    "The grant of '{connection}' has used its share of 10 tokens in 10 minutes.",
    "Wait until {until}. Nothing was asked of Zoho.",
  ),
  api_limit: row(
    "rate_limited",
    ["TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED", "HTTP 429"],
    "Zoho limits the calls of this org[: {message}].",
    "Send fewer calls at once, or try again later.",
  ),
  queue_full: row(
    "rate_limited",
    [],
    "More than {limit} calls are already waiting for this org.",
    "Send more slowly, or try again when some are done.",
  ),

  // Nothing was written; safe to repeat.
  network: row(
    "unreachable",
    [],
    "{host} could not be reached ({problem}).",
    "Check network, DNS and proxy; the call can be repeated.",
  ),
  tls: row(
    "unreachable",
    [],
    "No secure connection to {host} could be made ({problem}).",
    "Check the clock of this machine, then its certificates (NODE_EXTRA_CA_CERTS).",
  ),
  timeout: row(
    "unreachable",
    [],
    "{host} did not answer within {seconds} s.",
    "Try again, or raise the node's time limit.",
  ),
  server_error: row(
    "unreachable",
    ["HTTP 500, 502, 503, 504", "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"],
    "Zoho failed with status {status}[: {message}].",
    "Try again in a while; status.zoho.com tells of outages.",
  ),
  not_zoho: row(
    "unreachable",
    ["HTML or other text instead of JSON"],
    "What answered for {host} was not Zoho's API (status {status}).",
    "Look for a proxy or a sign-in page of the network in between, then try again.",
  ),
  answer_too_large: row(
    "rejected",
    [],
    "The answer of {host} is larger than {limit} bytes.",
    "Ask for fewer records or fields.",
  ),
  cancelled: row(
    "unreachable",
    [],
    "The call was cancelled because the node was stopped.",
    "Send the message again after the Deploy.",
  ),

  // A create may have been written.
  write_unknown: row(
    "unknown",
    [],
    "The outcome of a write is not known ({problem}): Zoho may have carried it out or not.",
    "Look it up in Zoho before you send it again, or use upsert, which can be repeated safely.",
  ),

  // Wrong configuration of the client.
  missing_credentials: row(
    "rejected",
    [],
    "The client '{client}' has no {missing}.",
    "Enter the {missing} from {console} in its dialog, and deploy.",
  ),
  invalid_client: row(
    "rejected",
    ["invalid_client"],
    "Zoho does not know this client ID in the data center {dataCenter}.",
    "Compare it with {console}; the commonest cause is another data center than the one the client was made in.",
  ),
  invalid_client_secret: row(
    "rejected",
    ["invalid_client_secret"],
    "Zoho refuses the client secret.",
    "Copy it again from {console}; each data center may have one of its own. Zoho is not asked again until it changes.",
  ),
  invalid_redirect_uri: row(
    "rejected",
    ["invalid_redirect_uri"],
    "The redirect URI[ {redirectUri}] is not the one registered for this client.",
    "Enter it at {console}, to the letter.",
  ),
  invalid_response_type: row(
    "rejected",
    ["invalid_response_type"],
    "Zoho refuses the kind of answer that was asked for (response type).",
    "Make sure that the client is of the type Server-based Applications.",
  ),
  token_refused: row(
    "rejected",
    ["other errors of the token endpoint"],
    "Zoho's token endpoint refused with '{zohoCode}'.",
    "Look the code up in Zoho's OAuth docs; the grant is kept.",
  ),
  no_refresh_token: row(
    "rejected",
    [],
    "Zoho gave an access token without a refresh token, so the connection would end within the hour.",
    "Remove the app under accounts.zoho → Connected apps, and connect again; a Self Client code must be made for offline access.",
  ),
  access_denied: row(
    "rejected",
    ["access_denied"],
    "The consent was refused at Zoho: the person pressed Reject, or more than 10 consents were asked within 10 minutes.",
    "Ask the person, or wait ten minutes, and start again.",
  ),
  consent_failed: row(
    "rejected",
    ["other errors on the redirect"],
    "Zoho ended the consent with '{zohoCode}'.",
    "Start again; if it stays, look the code up in Zoho's OAuth docs.",
  ),
  callback_without_state: row(
    "rejected",
    ["an error on the redirect, without state"],
    "Zoho ended a consent with '{zohoCode}' but did not say which one, so whoever began it still waits.[ {meaning}]",
    "[{advice} ]To try again, open the sign-in page again from where it was started.",
  ),
  callback_invalid: row(
    "rejected",
    [],
    "This answer belongs to no consent that was started here: {problem}.",
    "Start again in the same browser, and use each link once.",
  ),
  wrong_data_center: row(
    "rejected",
    [],
    "The person's account is in the data center {actual}, but the client allows {allowed}.",
    "Choose {actual} in the client's dialog, or enable that data center for the client in Zoho's API console.",
  ),
  forged_callback: row(
    "rejected",
    [],
    "The redirect names an accounts server that does not belong to its data center. No secret was sent.",
    "Start again; if it happens again, somebody is tampering with the redirect.",
  ),
  pinned_elsewhere: row(
    "rejected",
    [],
    "'{connection}' belongs to {pinned}, but the consent was given for {actual}. The old grant is kept.",
    "Choose {pinned} when Zoho asks, or connect {actual} under another name.",
  ),
  wrong_environment: row(
    "rejected",
    ["INVALID_TOKEN to a fresh access token"],
    "Zoho issued a fresh access token for '{connection}' and {host} refused it at once: its grant belongs to another environment, org or data center than {pinned}.",
    "Connect '{connection}' again and choose the right org and environment, or correct where it is declared.",
  ),
  name_taken: row(
    "rejected",
    [],
    "The name '{connection}' belongs to a connection of another client.",
    "Choose another name, or disconnect that one first.",
  ),

  // Wrong use in a flow.
  missing_client: row(
    "rejected",
    [],
    "This node has no client.",
    "Open its dialog and choose a zoho client.",
  ),
  unknown_connection: row(
    "rejected",
    [],
    "There is no connection '{connection}'[; there are {known}].",
    "Check the spelling, or connect it in the client's dialog.",
  ),
  ambiguous_connection: row(
    "rejected",
    [],
    "The client has several connections ({known}) and the message does not say which.",
    "Choose one in the node's dialog or set msg.zoho.connection.",
  ),
  no_connections: row(
    "expired_token",
    [],
    "The client has no connection yet.",
    "Press Connect in its dialog, or send a message to a zoho authorize node.",
  ),
  invalid_input: row(
    "rejected",
    [],
    "{field} {problem}.",
    "Correct the node's dialog or the message that was sent to it.",
  ),
  invalid_path: row(
    "rejected",
    [],
    "'{path}' can't be the path of a call.",
    "Give a path below the product's address, such as Leads or Leads/554023000000527002; encode special characters.",
  ),
  foreign_host: row(
    "rejected",
    [],
    "'{path}' leads away from {host}, where this connection's token belongs. Nothing was sent.",
    "Give only the path, such as Leads; data center and environment come from the connection.",
  ),
  foreign_realm: row(
    "rejected",
    [],
    "This client ID was not issued by the emulator, so it is not used in its realm.",
    "Leave the credentials empty to use the emulator's own client, or switch the realm to Zoho.",
  ),
  emulator_unavailable: row(
    "rejected",
    [],
    "The emulator can't be used: {problem}.",
    "Set ZOHO_EMULATOR_URL to an address on this machine such as http://127.0.0.1:9780, or leave it empty.",
  ),

  // What Zoho refuses in a call.
  invalid_data: row(
    "rejected",
    ["INVALID_DATA", "MANDATORY_NOT_FOUND", "DUPLICATE_DATA", "and other codes of validation"],
    "Zoho refused the request[ with {zohoCode}][: {message}][ (field {field})].",
    "Correct the data and send it again; nothing was written.",
  ),
  partly_written: row(
    "rejected",
    ["HTTP 207, or items with status error"],
    "{failedCount} of {total} records were refused[; the first: {firstProblem}].",
    "Correct them and send them again: cause.details.failed holds each with its index and reason.",
  ),
  no_permission: row(
    "rejected",
    ["NO_PERMISSION", "FORBIDDEN", "FEATURE_NOT_ENABLED", "LICENSE_LIMIT_EXCEEDED", "HTTP 403"],
    "The connected person may not do this in Zoho[: {message}].",
    "Ask the administrator of the org for the permission or the feature, or connect as somebody who has it.",
  ),
  not_found: row(
    "rejected",
    ["INVALID_URL_PATTERN", "INVALID_MODULE", "RESOURCE_NOT_FOUND", "HTTP 404"],
    "Zoho knows nothing under {path}[: {message}].",
    "Check module name and path; modules go by their API names.",
  ),
  conflict: row(
    "rejected",
    ["ALREADY_MODIFIED", "HTTP 412"],
    "The record was changed by somebody else in the meantime[: {message}].",
    "Read it again, apply the change, and send it once more.",
  ),

  // The vault.
  vault_damaged: row(
    "rejected",
    [],
    "The stored record of '{connection}' can't be read: {problem}.",
    "Restore {file} from a backup, or connect '{connection}' again; other connections are not affected.",
  ),
  vault_locked: row(
    "rejected",
    [],
    "The vault in {directory} can't be opened: {problem}.",
    "Put back the key it was sealed with (see the docs on how connections are kept), or move the folder away and connect again.",
  ),
  vault_unwritable: row(
    "rejected",
    [],
    "The vault in {directory} can't be written ({problem}).",
    "Free space on the disk or correct the permissions of the folder.",
  ),

  // Not ours.
  internal: row(
    "other",
    [],
    "An unexpected error occurred: {message}.",
    "Please report it with the steps that lead to it.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof ERROR_CODES;
