import type { Dialect, SuccessSign } from "../../zoho/dialects/dialect";
import { isRecord } from "./is-record";

/**
 * Whether a body that came with a status of success is one: products send failures with 200, too.
 *
 * @param body parsed JSON
 */
export function isSuccess(dialect: Dialect, body: unknown): boolean {
  if (isFailureOfGateway(body)) return false;
  const told = dialect.success.map((sign) => holds(sign, body)).filter((answer) => answer !== undefined);
  return told.length === 0 || told.includes(true);
}

/** Undefined where the body does not have the place. */
function holds({ at, is, isNot }: SuccessSign, body: unknown): boolean | undefined {
  let value = body;
  for (const name of at) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value);
  return is === undefined ? isNot?.includes(text) !== true : is.some((one) => String(one) === text);
}

/**
 * Forms that no product uses for records: the gateway and the security filter before all products send them, and some
 * products have no other. `{"error": {…}}`, `{"errors": […]}` alone, `{"response": "error", "cause"}`,
 * `{"errorCode", "message"}`, `[2, {"errorCode"}]`.
 */
function isFailureOfGateway(body: unknown): boolean {
  if (Array.isArray(body)) {
    const second: unknown = body[1];
    return body.length === 2 && typeof body[0] === "number" && isRecord(second) && "errorCode" in second;
  }
  if (!isRecord(body)) return false;
  if (body["response"] === "error") return true;
  const names = Object.keys(body);
  if (names.length === 1 && isRecord(body["error"])) return true;
  if (names.length === 1 && Array.isArray(body["errors"])) return body["errors"].some(isRecord);
  return typeof body["errorCode"] === "string" && typeof body["message"] === "string";
}
