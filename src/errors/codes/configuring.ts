import { type ErrorRow, row } from "./row";

/** What is wrong with a client, a consent or a connection. */
export const CONFIGURING = {
  missing_credentials: row(
    "rejected",
    [],
    "The client '{client}' has no {missing}.",
    "Enter the {missing} from {console} in its dialog, and deploy.",
  ),
  missing_variable: row(
    "rejected",
    [],
    "The environment variable {variable}, which holds {field}, is empty or not set.",
    "Set it where Node-RED is started and restart it, or enter the value itself in the client's dialog.",
  ),
  invalid_client: row(
    "rejected",
    ["invalid_client"],
    "Zoho does not know this client ID in the data center {dataCenter}, or not with this secret.",
    "Compare both with {console}. The commonest cause is another data center than the one the client was made in: enable that data center in the client's settings at the API console, and enter the secret that it has there; a Self Client works only where it was made.",
  ),
  invalid_client_secret: row(
    "rejected",
    ["invalid_client_secret"],
    "Zoho refuses the client secret[ in the data center {dataCenter}].",
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
  redirect_elsewhere: row(
    "rejected",
    [],
    "The redirect URI leads to {actual}, but the editor is open at {editor}, and only the browser that begins a consent may end it.",
    "Open the editor at {address} to connect, or go on here and paste the address at which the browser ends.",
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
    "Choose {pinned} when Zoho asks, connect {actual} under another name, or say on purpose that '{connection}' moves there (as after a sandbox was made anew).",
  ),
  wrong_environment: row(
    "rejected",
    ["INVALID_TOKEN to a fresh access token"],
    "Zoho issued a fresh access token for '{connection}' and {host} refused it at once: its grant belongs to another environment, org or data center than {pinned}.",
    "Connect '{connection}' again and choose the right org and environment, or correct where it is declared.",
  ),
  grant_known: row(
    "rejected",
    [],
    "This refresh token is kept already: it belongs to '{owner}'[, which has a newer one since {since}].",
    "Use '{owner}', or connect again to get another refresh token.",
  ),
  name_taken: row(
    "rejected",
    [],
    "The name '{connection}' belongs to a connection of another client.",
    "Choose another name, or disconnect that one first.",
  ),
  name_in_use: row(
    "rejected",
    [],
    "There is a connection '{connection}' already.",
    "Choose another name, or disconnect that one first.",
  ),
  name_declared: row(
    "rejected",
    [],
    "The name '{connection}' stands among the declared connections of a client, and what is declared belongs to it.",
    "Change or remove that row in the client's dialog and deploy, then rename.",
  ),
  rename_waits: row(
    "rejected",
    [],
    "'{connection}' can't be renamed while {problem}.",
    "Cancel that in the client's dialog or let it come to its end, then rename.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
