import { messageOf } from "../errors/message-of";
import { isZohoError, ZohoError } from "../errors/zoho-error";
import { describeSystemError } from "../vault/vault-errors";
import { systemCode } from "../vault/vault-fs";
import { levelProblem } from "./level-database";

/**
 * What an error of the database or the system means to who wants something kept.
 *
 * @param directory folder of the outbox
 * @param busyMs how long another process is waited for, milliseconds
 * @returns `outbox_busy` or `outbox_unwritable`; an error of ours as it was
 */
export function storeProblem(error: unknown, directory: string, busyMs: number): ZohoError {
  if (isZohoError(error)) return error;
  const level = levelProblem(error);
  if (level?.kind === "locked") {
    return new ZohoError("outbox_busy", { details: { directory, seconds: busyMs / 1_000 } });
  }
  return new ZohoError("outbox_unwritable", {
    details: { directory, problem: describe(error, level?.problem) },
  });
}

/** @param said by LevelDB: `IO error: <file>: No space left on device` */
function describe(error: unknown, said: string | undefined): string {
  if (said !== undefined) return said.split(": ").at(-1) ?? said;
  return systemCode(error) === undefined ? messageOf(error) : describeSystemError(error);
}
