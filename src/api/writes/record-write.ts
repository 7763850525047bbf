import { TAG_IDS } from "../../zoho/limits";
import { PRODUCTS } from "../../zoho/products";
import type { ApiAnswer, ApiCall } from "../api-call";
import { isRecord } from "../answer/is-record";
import { findJsonList, withElements } from "./json-list";
import { type JsonPiece, jsonPieces, parseExact } from "./json-pieces";
import { keyFields } from "./record-keys";
import { writtenThing } from "../answer/read-result";
import { splitQuery } from "../path-query";
import { resourcePath } from "../resource-path";
import { type WriteResult, writeResult } from "./write-result";

/** A write of several records, opened so that it can be sent in other portions than it came in. */
export interface RecordWrite {
  /** The call as it would be sent in one go. */
  readonly call: ApiCall;
  /** What was handed over, in order. */
  readonly items: readonly unknown[];
  /** Most records that one call takes. */
  readonly size: number;
  /** Fields by which two items are known to mean the same record. */
  readonly keyFields: readonly string[];
  /** The call that writes the items from `start` up to, but not including, `end`; all options stay the same. */
  readonly part: (start: number, end: number) => ApiCall;
  /** What an answer says of the items that were sent with its call; indexes count from 0. */
  readonly read: (answer: ApiAnswer, items: readonly unknown[]) => WriteResult;
}

/** A write whose records stand in an envelope of CRM's kind, so that several can become one. */
export interface EnvelopeWrite extends RecordWrite {
  /** The records as JSON. */
  readonly elements: readonly string[];
  /** What else the envelope holds. */
  readonly others: readonly JsonPiece[];
}

/** A call that writes, and its records as the flow handed them over where that is known. */
export interface GivenWrite {
  readonly call: ApiCall;
  readonly items?: readonly unknown[] | undefined;
}

/**
 * Opens a write of several records: an envelope of them, IDs to delete, IDs to tag, or an array for a product that
 * takes one record in a call.
 *
 * @param which `too large`: only where it does not fit into one call, which spares all others the work
 * @returns undefined for anything else, which is sent as it is
 */
export function recordWrite(given: GivenWrite, which: "any" | "too large" = "any"): RecordWrite | undefined {
  const { method } = given.call;
  if (method === "GET" || method === "HEAD") return undefined;
  const least = which === "any" ? () => 0 : (size: number) => size;
  if (method === "DELETE") return deletion(given.call, least);
  return records(given, least) ?? tagging(given.call, least) ?? singles(given.call);
}

/** More items than this are worth opening for, by what one call takes. */
type Least = (size: number) => number;

/** An envelope `{"data": […]}` with whatever options beside the records. */
function records({ call, items }: GivenWrite, least: Least): RecordWrite | undefined {
  if (items === undefined || items.length <= least(PRODUCTS[call.product].batch.write)) return undefined;
  return envelopeWrite({ call, items });
}

/**
 * Opens an envelope of records; one bare record has been put into one by now.
 *
 * @returns undefined where there is none
 */
export function envelopeWrite({ call, items }: GivenWrite): EnvelopeWrite | undefined {
  if (!PRODUCTS[call.product].recordPath.test(resourcePath(call.product, call.path))) return undefined;
  const list = findJsonList(call.body, "data");
  if (list === undefined || (items !== undefined && items.length !== list.elements.length)) return undefined;
  const { elements, others } = list;
  return envelopeOf(call, items ?? elements.map((element) => parseExact(element)), elements, others);
}

/**
 * Opens a write that may go together with others of its kind: records sent to a place that takes several.
 *
 * @returns undefined for anything else: reads, one record by its ID, files
 */
export function collectableWrite(given: GivenWrite): EnvelopeWrite | undefined {
  const { product, path, method } = given.call;
  const { batch, oneRecord } = PRODUCTS[product];
  const writes = method === "POST" || method === "PUT" || method === "PATCH";
  if (!writes || batch.write === 1 || oneRecord.test(resourcePath(product, path))) return undefined;
  return envelopeWrite(given);
}

/** Several writes as one; all but their records must be the same. */
export function joinedWrite(call: ApiCall, writes: readonly EnvelopeWrite[]): EnvelopeWrite {
  const items = writes.flatMap((write) => write.items);
  const elements = writes.flatMap((write) => write.elements);
  return envelopeOf(call, items, elements, writes[0]?.others ?? []);
}

function envelopeOf(
  call: ApiCall,
  items: readonly unknown[],
  elements: readonly string[],
  others: readonly JsonPiece[],
): EnvelopeWrite {
  const { product, path, method, headers } = call;
  const resource = resourcePath(product, path);
  return {
    call,
    items,
    elements,
    others,
    size: PRODUCTS[product].batch.write,
    keyFields: keyFields({ method, resource, headers, options: valuesOf(others) }),
    part: (start, end) => ({ ...call, body: withElements("data", elements.slice(start, end), others) }),
    read: readItems,
  };
}

const TAGGING = /\/actions\/(?:add|remove)_tags$/;

/** CRM v8, add tags to several records: their IDs stand beside the tags. */
function tagging(call: ApiCall, least: Least): RecordWrite | undefined {
  if (!TAGGING.test(resourcePath(call.product, call.path))) return undefined;
  const list = findJsonList(call.body, "ids");
  if (list === undefined || list.elements.length <= least(TAG_IDS)) return undefined;
  const { elements, others } = list;
  return {
    call,
    items: elements.map((element) => ({ id: parseExact(element) })),
    size: TAG_IDS,
    keyFields: ["id"],
    part: (start, end) => ({ ...call, body: withElements("ids", elements.slice(start, end), others) }),
    read: readItems,
  };
}

/** An array for a product that takes one record in a call: each becomes a call of its own. */
function singles(call: ApiCall): RecordWrite | undefined {
  if (call.method !== "POST" || PRODUCTS[call.product].batch.write > 1) return undefined;
  if (typeof call.body !== "string" || !call.body.trimStart().startsWith("[")) return undefined;
  const texts = (jsonPieces(call.body) ?? []).map((element) => element.text);
  if (texts.length === 0 || !texts.every((text) => text.startsWith("{"))) return undefined;
  return {
    call,
    items: texts.map((text) => parseExact(text)),
    size: 1,
    keyFields: [],
    part: (start) => ({ ...call, body: texts[start] ?? "" }),
    read: (answer, [item]) => ({ written: [single(answer, call, item)], failed: [], unknown: [] }),
  };
}

/**
 * A write of one thing, which goes as it is: one record by its ID, an action, a document of another product.
 *
 * @returns with one item: what is sent, or the ID of what a call without a body is about
 */
export function wholeWrite(call: ApiCall): RecordWrite {
  const envelope = envelopeWrite({ call });
  const whole = { call, size: 1, keyFields: [], part: () => call };
  if (envelope?.items.length === 1) return { ...whole, items: envelope.items, read: readItems };
  return {
    ...whole,
    items: [thingSent(call)],
    read: (answer, [item]) => ({ written: [single(answer, call, item)], failed: [], unknown: [] }),
  };
}

function thingSent({ product, path, body }: ApiCall): unknown {
  if (body === undefined) {
    const resource = resourcePath(product, path);
    return PRODUCTS[product].oneRecord.test(resource) ? { id: resource.split("/").at(-1) } : { path };
  }
  if (typeof body !== "string") return undefined;
  try {
    return parseExact(body);
  } catch {
    return body;
  }
}

/** `DELETE Leads?ids=1,2`, wherever the query stands. */
function deletion(call: ApiCall, least: Least): RecordWrite | undefined {
  const { path, query: inPath } = splitQuery(call.path);
  const query = new URLSearchParams([...inPath, ...(call.query ?? [])]);
  const ids = query.get("ids")?.split(",");
  const size = PRODUCTS[call.product].batch.delete;
  if (ids === undefined || size === 1 || ids.length <= least(size)) return undefined;
  return {
    call,
    items: ids.map((id) => ({ id })),
    size,
    keyFields: ["id"],
    part: (start, end) => {
      const part = new URLSearchParams(query);
      part.set("ids", ids.slice(start, end).join(","));
      return { ...call, path, query: part };
    },
    read: readItems,
  };
}

function readItems(answer: ApiAnswer, items: readonly unknown[]): WriteResult {
  return writeResult(answer.body, items);
}

/** The one record that a call has written: `{"id": …}` as Desk answers, `{"contact": {"contact_id": …}}` as Books does. */
function single(answer: ApiAnswer, call: ApiCall, item: unknown): WriteResult["written"][number] {
  const thing = writtenThing(answer.body, call);
  const details = isRecord(thing) ? thing : {};
  const { id } = details;
  return { index: 0, item, ...(typeof id === "string" && { id }), details };
}

function valuesOf(members: readonly JsonPiece[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(members.map(({ name = "", text }) => [name, JSON.parse(text) as unknown]));
}
