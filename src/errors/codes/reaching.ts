import { type ErrorRow, row } from "./row";

/** What keeps a call from reaching Zoho, or its answer from coming back. */
export const REACHING = {
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
  wrong_clock: row(
    "unreachable",
    [],
    "No secure connection to {host} could be made because the clock of this machine is wrong ({problem}).",
    "Check the clock of this machine (NTP, battery); calls work again as soon as it is right.",
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
    "The call was cancelled[ because {because}].",
    "Send the message again where it is still wanted.",
  ),
  overdue: row(
    "unreachable",
    [],
    "The message was not done within {seconds} s, with its waits and repetitions.",
    "Send it again, send fewer at once, or raise the node's limit for the whole message.",
  ),
  // A create may have been written.
  write_unknown: row(
    "unknown",
    [],
    "The outcome of a write is not known ({problem}): Zoho may have carried it out or not.",
    "Look it up in Zoho before you send it again, or use upsert, which can be repeated safely.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
