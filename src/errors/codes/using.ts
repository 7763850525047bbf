import { type ErrorRow, row } from "./row";

/** What is wrong with a node or a message. */
export const USING = {
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
  ambiguous_org: row(
    "rejected",
    [],
    "'{connection}' reaches several orgs in {app} ({known}) and nothing says which is meant.",
    "Choose one in the node's dialog or by msg.zoho.org, or for the connection with a zoho authorize node (choose org).",
  ),
  unknown_org: row(
    "rejected",
    [],
    "It is not known which orgs '{connection}' reaches in {app}, and its calls must name one.",
    "Enter the org's ID in the node's dialog or set msg.zoho.org; or connect again with the scope {scope}, which lets it be looked up.",
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
  file_unusable: row(
    "rejected",
    [],
    "{file} can't be sent: {problem}. Nothing was written.",
    "Check path and permissions; a relative path begins at fileWorkingDirectory of settings.js, or in the folder that Node-RED was started in.",
  ),
  file_unwritable: row(
    "rejected",
    [],
    "The answer can't be kept in the file '{path}': {problem}.",
    "Check folder, permissions and space; a relative path begins at fileWorkingDirectory of settings.js, or in the folder that Node-RED was started in.",
  ),
  body_too_large: row(
    "rejected",
    [],
    "{what} has {bytes} bytes, and at most {limit} can be sent there.",
    "Send less at once, or a smaller file.",
  ),
  body_spent: row(
    "rejected",
    [],
    "The body of the call was a stream, which can be sent only once, and Zoho did not take it the first time ({problem}). Nothing was written.",
    "Send the message again with a new stream, or hand over a Buffer or a path, which can be sent again by itself.",
  ),
  environment_forbidden: row(
    "rejected",
    [],
    "'{connection}' would reach the environment {environment}, but this Node-RED may only use: {allowed}. Nothing was sent.",
    "Use a connection of an allowed environment, or change zohoClientAllowedEnvironments in settings.js (ZOHO_ALLOWED_ENVIRONMENTS).",
  ),
  read_only: row(
    "rejected",
    [],
    "'{connection}' may only read, and {method} {path} would write. Nothing was sent.",
    "Use another connection for writes, or switch off Read only where it is declared in the client's dialog.",
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
} as const satisfies Readonly<Record<string, ErrorRow>>;
