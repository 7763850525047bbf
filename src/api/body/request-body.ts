import { invalidInput } from "../../errors/invalid-input";
import type { TransportBody } from "../../transport/transport-body";
import { type ProductId, PRODUCTS } from "../../zoho/products";
import { tooLarge } from "./streamed";
import { isRecord } from "../answer/is-record";
import { parseExact } from "../writes/json-pieces";
import { resourcePath } from "../resource-path";

/** Which automations a write to CRM and its siblings sets off: all (Zoho's default), none, or those named. */
export type Workflows = "all" | readonly string[];

/** A body ready to be sent. */
export interface RequestBody {
  readonly content: TransportBody;
  readonly contentType: string;
  /** What a dry run shows instead of the content: fields, and files by name and size. */
  readonly shown?: unknown;
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
  const envelope = envelopeAt(target);
  // Template nodes and files hand over JSON as text: its records must be known to be told apart afterwards.
  const parsed = envelope === "none" ? undefined : parsedJson(value);
  if (parsed === undefined) return bodyOf(value, { ...target, envelope });
  const body = bodyOf(parsed, { ...target, envelope });
  // Written anew only where something must be added: a long number would lose its last digits.
  return isSameJson(body.content, parsed) ? { ...body, content: asText(value) } : body;
}

/**
 * Exactly the given value as JSON, whatever the path: nothing is put around it, save the choice of automations.
 *
 * @throws ZohoError `invalid_input` where it can't be JSON, or is text that is none
 */
export function jsonBody(
  value: unknown,
  target: { readonly product: ProductId; readonly path: string; readonly workflows: Workflows },
): RequestBody {
  const isText = typeof value === "string" || value instanceof Uint8Array;
  const parsed = isText ? parsedText(asText(value)) : value;
  const envelope = envelopeAt(target);
  if (envelope === "list" && isRecord(parsed) && Array.isArray(parsed["data"])) {
    const body = bodyOf(parsed, { ...target, envelope });
    return isText && isSameJson(body.content, parsed) ? { ...body, content: asText(value) } : body;
  }
  // As it was written: a long number would lose its last digits.
  return isText ? { content: asText(value), contentType: "application/json" } : json(value);
}

/** What a path's envelope holds under `data`: a list of records, the fields of one, or none is put around. */
type Envelope = "list" | "one" | "none";

function envelopeAt({ product, path }: { readonly product: ProductId; readonly path: string }): Envelope {
  const { recordPath, oneInEnvelope } = PRODUCTS[product];
  const resource = resourcePath(product, path);
  if (oneInEnvelope.test(resource)) return "one";
  return recordPath.test(resource) ? "list" : "none";
}

function parsedText(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    throw invalidInput("The body", "is text that is no JSON");
  }
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
  target: { readonly product: ProductId; readonly envelope: Envelope; readonly workflows: Workflows },
): RequestBody {
  if (value instanceof Uint8Array)
    return {
      content: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      contentType: "application/octet-stream",
    };
  if (typeof value === "string") return { content: value, contentType: contentTypeOf(value) };
  if (target.envelope === "none") return json(value);
  if (target.envelope === "one") return json(envelopeOfOne(value));
  const envelope = toEnvelope(value);
  const { takesTrigger } = PRODUCTS[target.product];
  const isSaid = target.workflows === "all" || Object.hasOwn(envelope.body, "trigger");
  const trigger = isSaid || !takesTrigger ? {} : { trigger: target.workflows };
  return {
    ...json({ ...envelope.body, ...trigger }),
    ...(envelope.items !== undefined && { items: envelope.items }),
  };
}

/** The object or array in a text or Buffer, or undefined where it holds none. */
function parsedJson(value: unknown): unknown {
  if (typeof value !== "string" && !(value instanceof Uint8Array)) return undefined;
  try {
    const parsed = parseExact(asText(value));
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

/** The fields of one record, given bare, as the only one of an array, or in the envelope. */
function envelopeOfOne(value: unknown): Record<string, unknown> {
  const data = isRecord(value) ? value["data"] : undefined;
  const isEnvelope = isRecord(data) || Array.isArray(data);
  const given = isEnvelope ? data : value;
  const fields: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
  if (!isRecord(fields))
    throw invalidInput("The body", "is not the fields of one record, which is what this path takes");
  return { ...(isEnvelope && isRecord(value) && value), data: fields };
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
    throw tooLarge("The body", Buffer.byteLength(content), MAX_BODY_BYTES);
  return { content, contentType: "application/json" };
}

function contentTypeOf(text: string): string {
  const first = text.trimStart().charAt(0);
  return first === "{" || first === "[" ? "application/json" : "text/plain; charset=utf-8";
}
