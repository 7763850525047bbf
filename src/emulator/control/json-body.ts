import type { EmulatedRequest } from "../http/emulated-request";

/** A control request that is not understood; the message goes back to whoever sent it. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

/**
 * The JSON of a control request.
 *
 * @throws ControlError where the body is no JSON
 */
export function jsonBody(request: EmulatedRequest): unknown {
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch {
    throw new ControlError("the body must be JSON");
  }
}

/**
 * The JSON of a control request, which must be an object of these names.
 *
 * @throws ControlError where it is not
 */
export function jsonObject(
  request: EmulatedRequest,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const body = jsonBody(request);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new ControlError("the body must be a JSON object");
  }
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ControlError(`"${unknown.slice(0, 60)}" is not known here; there are ${names.join(", ")}`);
  }
  return body as Readonly<Record<string, unknown>>;
}

/**
 * An optional text of a control request.
 *
 * @throws ControlError where the value is something else
 */
export function optionalText(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new ControlError(`"${name}" is a text`);
  return value;
}
