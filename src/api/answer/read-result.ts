import { type Envelope, ENVELOPES } from "../../zoho/envelopes";
import { type ProductId, PRODUCTS } from "../../zoho/products";
import { isRecord } from "./is-record";
import { resourcePath } from "../resource-path";

/** What Zoho says about the page besides its records. */
export interface PageFacts {
  readonly moreRecords: boolean;
  readonly nextPageToken?: string;
}

/** An answer to a read, taken out of its envelope. */
export interface ReadResult {
  /** An array for a list, an object for one thing, null where that one does not exist. */
  readonly payload: unknown;
  readonly page?: PageFacts;
}

/** What was asked. */
interface Asked {
  readonly product: ProductId;
  readonly path: string;
}

/**
 * Takes records out of the product's envelope: a list is an array also when it is empty (Zoho answers 204 then), one
 * record is an object. What has no envelope comes back as it is.
 */
export function readResult(body: unknown, asked: Asked): ReadResult {
  const wantsOne = PRODUCTS[asked.product].oneRecord.test(resourcePath(asked.product, asked.path));
  if (body === undefined) return { payload: wantsOne ? null : [] };
  const { content } = opened(body, asked.product);
  if (!Array.isArray(content)) return { payload: content };
  if (wantsOne) return { payload: content.length > 0 ? (content[0] as unknown) : null };
  return { payload: content as readonly unknown[], page: pageFacts(body) };
}

/**
 * What a write tells of the one thing that it wrote: the thing itself, with its `id` under that name whatever the product
 * calls it.
 */
export function writtenThing(body: unknown, asked: Asked): unknown {
  const { content, name } = opened(body, asked.product);
  const { ids, listsOne } = ENVELOPES[PRODUCTS[asked.product].dialect];
  const thing: unknown = listsOne === true && Array.isArray(content) ? content[0] : content;
  if (!isRecord(thing) || "id" in thing) return body === undefined ? null : thing;
  // `requests` of Sign holds one request, and its ID is called request_id.
  const names = [name, name.replace(/s$/, "")];
  const keys = ids.flatMap((key) => names.map((one) => key.replace("{name}", one)));
  const id = keys.map((key) => thing[key]).find((value) => isId(value));
  return id === undefined ? thing : { id: String(id), ...thing };
}

function isId(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

/** What an envelope holds, and under which name. */
interface Opened {
  readonly content: unknown;
  readonly name: string;
}

function opened(body: unknown, product: ProductId): Opened {
  const envelope = ENVELOPES[PRODUCTS[product].dialect];
  const inner = within(body, envelope.within ?? []);
  // Buffers are records as well, and have no envelope.
  if (!isRecord(inner) || Buffer.isBuffer(inner)) return { content: records(inner, envelope), name: "" };
  const roots = Object.entries(inner).filter(([name]) => envelope.beside?.includes(name) !== true);
  const [only] = roots.length === 1 ? roots : [];
  const lists = roots.filter(([, value]) => Array.isArray(value));
  const found =
    only ?? roots.find(([name]) => name === "data") ?? (lists.length === 1 ? lists[0] : undefined);
  if (found === undefined || !isTaken(envelope, found, only !== undefined))
    return { content: inner, name: "" };
  return { content: found[1], name: found[0] };
}

function isTaken({ takes }: Envelope, [name, value]: [string, unknown], isAlone: boolean): boolean {
  if (takes === "nothing") return false;
  if (Array.isArray(value)) return isAlone || name === "data" || takes === "only list";
  return isRecord(value) && isAlone && takes !== "lists";
}

/** The whole body where it has no such place: some APIs of a product answer without the envelope of the others. */
function within(body: unknown, way: readonly string[]): unknown {
  let place = body;
  for (const name of way) {
    if (!isRecord(place) || !Object.hasOwn(place, name)) return body;
    place = place[name];
  }
  return place;
}

/** People: `[{"4470…": [{…}]}, …]` is a list of what stands under the IDs. */
function records(content: unknown, { byId }: Envelope): unknown {
  if (byId !== true || !Array.isArray(content)) return content;
  return content.flatMap((row: unknown) => {
    if (!isRecord(row)) return [row];
    const groups = Object.entries(row);
    const isById = groups.length > 0 && groups.every(([id, list]) => /^\d+$/.test(id) && Array.isArray(list));
    return isById ? groups.flatMap(([, list]) => list as unknown[]) : [row];
  });
}

function pageFacts(body: unknown): PageFacts {
  const info = isRecord(body) ? body["info"] : undefined;
  if (!isRecord(info)) return { moreRecords: false };
  const token = info["next_page_token"];
  return {
    moreRecords: info["more_records"] === true,
    ...(typeof token === "string" && token !== "" && { nextPageToken: token }),
  };
}
