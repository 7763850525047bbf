import { redact } from "../../errors/redact";
import { boundedJson } from "./raw-answer";
import { isRecord } from "./is-record";
import { SHAPES, type ShapeId, type Words } from "./error-shapes";

export { isErrorItem } from "./error-shapes";

/** What an error body of Zoho's says, whatever its shape. Without anything that looks like a token. */
export interface ErrorShape {
  /** Undefined where the body has none of the known shapes. */
  readonly shape?: ShapeId;
  readonly code?: string;
  /** A second code, such as the summary of Analytics. */
  readonly sub?: string;
  readonly message?: string;
  /** API name or JSON path of the refused field. */
  readonly field?: string;
  readonly details?: unknown;
  /** HTTP status that the body names: some failures come with 200. */
  readonly status?: number;
  /** Where several records were refused, what each was refused for. */
  readonly items?: readonly ErrorShape[];
}

/** Reads code, message and field out of an error body; `{}` where it has none of the known shapes. */
export function readErrorShape(body: unknown): ErrorShape {
  for (const { id, read } of SHAPES) {
    const words = read(body);
    if (words !== undefined) return { shape: id, ...clean(words) };
  }
  return {};
}

function clean({ code, sub, message, details, status, items }: Words): ErrorShape {
  const field = isRecord(details)
    ? (textOf(details["json_path"]) ?? textOf(details["api_name"]) ?? textOf(details["param_name"]))
    : undefined;
  const codeText = textOf(code);
  const subText = textOf(sub);
  const messageText = textOf(message);
  const kept = boundedJson(details);
  const number = Number(status);
  return {
    ...(codeText !== undefined && { code: redact(codeText, 80) }),
    ...(subText !== undefined && { sub: redact(subText, 80) }),
    ...(messageText !== undefined && { message: redact(messageText) }),
    ...(field !== undefined && { field: redact(field, 120) }),
    ...(kept !== undefined && { details: kept }),
    ...(Number.isInteger(number) && number >= 400 && number < 600 && { status: number }),
    ...(items !== undefined && { items: items.map(clean) }),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
