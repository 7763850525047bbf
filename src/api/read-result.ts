import { type ProductId, PRODUCTS } from "../zoho/products";
import { isRecord } from "./error-shape";
import { resourcePath } from "./resource-path";

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

/**
 * Takes records out of the envelope: a list is an array also when it is empty (Zoho answers 204 then), one record
 * is an object. What has no envelope comes back as it is.
 */
export function readResult(
  body: unknown,
  asked: { readonly product: ProductId; readonly path: string },
): ReadResult {
  const wantsOne = PRODUCTS[asked.product].oneRecord.test(resourcePath(asked.product, asked.path));
  if (body === undefined) return { payload: wantsOne ? null : [] };
  const list = listOf(body);
  if (list === undefined) return { payload: body };
  if (wantsOne) return { payload: list.length > 0 ? list[0] : null };
  return { payload: list, page: pageFacts(body) };
}

/** The one array of an envelope: `{data: […], info}`, `{modules: […]}`. */
function listOf(body: unknown): readonly unknown[] | undefined {
  if (!isRecord(body)) return undefined;
  const roots = Object.entries(body).filter(([name]) => name !== "info");
  const only = roots.length === 1 ? roots[0]?.[1] : body["data"];
  return Array.isArray(only) ? (only as readonly unknown[]) : undefined;
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
