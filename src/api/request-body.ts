import { invalidInput } from "../errors/invalid-input";
import { type ProductId, PRODUCTS } from "../zoho/products";
import { isRecord } from "./error-shape";
import { resourcePath } from "./resource-path";

/** Which automations of CRM a write sets off: all (Zoho's default), none, or those named. */
export type Workflows = "all" | readonly string[];

/** A body ready to be sent. */
export interface RequestBody {
  readonly content: string | Buffer;
  readonly contentType: string;
  /** The items of a write of several, in order; undefined for one record and for anything that is no record. */
  readonly items?: readonly unknown[];
}

/** Largest body that is sent, bytes. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Puts what a flow hands over into the product's envelope: a bare record, an array of records, or the envelope
 * itself. What is sent to another place than records goes as it is.
 *
 * @throws ZohoError `invalid_input` where it can't be sent as JSON
 */
export function requestBody(
  value: unknown,
  target: { readonly product: ProductId; readonly path: string; readonly workflows: Workflows },
): RequestBody | undefined {
  if (value === undefined || value === null) return undefined;
  const isRecordPath = PRODUCTS[target.product].recordPath.test(resourcePath(target.product, target.path));
  // Template nodes and files hand over JSON as text: its records must be known to be told apart afterwards.
  const parsed = isRecordPath ? parsedJson(value) : undefined;
  if (parsed === undefined) return bodyOf(value, { ...target, isRecordPath });
  const body = bodyOf(parsed, { ...target, isRecordPath });
  // Written anew only where something must be added: a long number would lose its last digits.
  return isSameJson(body.content, parsed) ? { ...body, content: asText(value) } : body;
}

/** True where an envelope needs nothing added. */
function isSameJson(content: RequestBody["content"], parsed: unknown): boolean {
  return content === JSON.stringify(parsed);
}

function asText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value);
}

function bodyOf(
  value: unknown,
  target: { readonly isRecordPath: boolean; readonly workflows: Workflows },
): RequestBody {
  if (value instanceof Uint8Array)
    return {
      content: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      contentType: "application/octet-stream",
    };
  if (typeof value === "string") return { content: value, contentType: contentTypeOf(value) };
  if (!target.isRecordPath) return json(value);
  const envelope = toEnvelope(value);
  const trigger =
    target.workflows === "all" || Object.hasOwn(envelope.body, "trigger")
      ? {}
      : { trigger: target.workflows };
  return {
    ...json({ ...envelope.body, ...trigger }),
    ...(envelope.items !== undefined && { items: envelope.items }),
  };
}

/** The object or array in a text or Buffer, or undefined where it holds none. */
function parsedJson(value: unknown): unknown {
  if (typeof value !== "string" && !(value instanceof Uint8Array)) return undefined;
  try {
    const parsed: unknown = JSON.parse(asText(value));
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function toEnvelope(value: unknown): {
  readonly body: Record<string, unknown>;
  readonly items?: readonly unknown[];
} {
  if (Array.isArray(value)) {
    if (value.length === 0) throw invalidInput("The body", "holds no record");
    return { body: { data: value }, items: value as readonly unknown[] };
  }
  if (!isRecord(value))
    throw invalidInput(
      "The body",
      "is neither a record, an array of records, nor Zoho's envelope {data: […]}",
    );
  const data = Object.hasOwn(value, "data") ? value["data"] : undefined;
  return Array.isArray(data)
    ? { body: value, items: data as readonly unknown[] }
    : { body: { data: [value] } };
}

function json(value: unknown): RequestBody {
  let content: string | undefined;
  try {
    // Undefined for a function or a symbol, whatever its type says.
    content = JSON.stringify(value) as string | undefined;
  } catch (error) {
    throw invalidInput(
      "The body",
      `can't be written as JSON (${error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown"})`,
    );
  }
  if (content === undefined) throw invalidInput("The body", "can't be written as JSON");
  if (Buffer.byteLength(content) > MAX_BODY_BYTES)
    throw invalidInput("The body", `is larger than ${String(MAX_BODY_BYTES)} bytes`);
  return { content, contentType: "application/json" };
}

function contentTypeOf(text: string): string {
  const first = text.trimStart().charAt(0);
  return first === "{" || first === "[" ? "application/json" : "text/plain; charset=utf-8";
}
