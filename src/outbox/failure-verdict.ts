import type { ErrorCode } from "../errors/codes";
import type { ErrorClass } from "../errors/classes";
import type { ZohoError } from "../errors/zoho-error";

/**
 * What to do after a call of the outbox has failed as a whole.
 *
 * - `wait`: it passes by itself; everything of this connection is held until then.
 * - `wait for a person`: somebody has to connect again, or to change the configuration; held as well.
 * - `take apart`: something in it was refused; smaller calls tell what.
 * - `give up`: all of it would be refused again.
 * - `unknown`: it may have been written, and must not be sent again.
 */
export type FailureVerdict = "wait" | "wait for a person" | "take apart" | "give up" | "unknown";

const BY_CLASS: Readonly<Record<ErrorClass, FailureVerdict>> = {
  unreachable: "wait",
  rate_limited: "wait",
  expired_token: "wait for a person",
  no_org: "wait for a person",
  invalid_scope: "wait for a person",
  rejected: "give up",
  unknown: "unknown",
  // Not foreseen: what of the batch has brought it about is worth finding out.
  other: "take apart",
};

const BY_CODE: Partial<Readonly<Record<ErrorCode, FailureVerdict>>> = {
  // What is wrong may be in one record.
  invalid_data: "take apart",
  conflict: "take apart",
  wrong_state: "take apart",
  body_too_large: "take apart",
  answer_too_large: "take apart",
  // Nothing is wrong with the records: client, connection, vault or rules of this machine are not as they should be.
  missing_client: "wait for a person",
  unknown_connection: "wait for a person",
  ambiguous_org: "wait for a person",
  unknown_org: "wait for a person",
  missing_credentials: "wait for a person",
  missing_variable: "wait for a person",
  invalid_client: "wait for a person",
  invalid_client_secret: "wait for a person",
  token_refused: "wait for a person",
  wrong_environment: "wait for a person",
  environment_forbidden: "wait for a person",
  read_only: "wait for a person",
  foreign_realm: "wait for a person",
  emulator_unavailable: "wait for a person",
  vault_damaged: "wait for a person",
  vault_locked: "wait for a person",
  vault_newer: "wait for a person",
  vault_unwritable: "wait",
};

export function failureVerdict({
  code,
  class: errorClass,
}: Pick<ZohoError, "code" | "class">): FailureVerdict {
  return BY_CODE[code] ?? BY_CLASS[errorClass];
}
