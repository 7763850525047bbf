import { withOrg } from "../../src/api/org-selector";
import { MOST_FIELDS, moduleWithoutFields } from "../../src/api/module-fields";
import { recordWrite } from "../../src/api/writes/record-write";
import { productUrl } from "../../src/transport/destination";
import { PRODUCTS } from "../../src/zoho/products";
import type { PreparedCall } from "./prepared-call";

/** What would come of a call besides its being sent. */
interface Fate {
  /** Where the answer would go. */
  readonly resultFile: string | undefined;
  /** Whether it would be kept on disk and delivered from there. */
  readonly kept: "yes" | "no";
}

/** What would have been sent, without its token; nothing leaves this machine. */
export function dryRun(
  prepared: PreparedCall,
  { resultFile, kept }: Fate,
): { readonly payload: Record<string, unknown> } {
  const { call } = withOrg(prepared.call);
  const { connection, product, method, path, query, headers } = call;
  const large = recordWrite({ call, items: prepared.body?.items }, "too large");
  const module = moduleWithoutFields(call);
  const place = { product, dataCenter: connection.dataCenter, environment: connection.environment };
  return {
    payload: {
      dryRun: true,
      connection: connection.name,
      method,
      url: productUrl(place, path, query).href,
      headers: { accept: PRODUCTS[product].accept, ...headers },
      body: shownBody(prepared.body),
      ...(module !== undefined && { addedWhenSent: { fields: lookedUp(module) } }),
      ...(resultFile !== undefined && { resultFile }),
      ...(kept === "yes" && { kept: true }),
      ...(large !== undefined && { calls: Math.ceil(large.items.length / large.size) }),
    },
  };
}

/** Which fields these are only Zoho knows, and a dry run asks nothing of it. */
function lookedUp(module: string): string {
  return `the first ${String(MOST_FIELDS)} fields of ${module}, which are looked up then`;
}

/** A JSON body as an object, a form by its fields and files, anything else as it is. */
function shownBody(body: PreparedCall["body"]): unknown {
  if (body === undefined) return null;
  const { shown, content } = body;
  if (shown !== undefined) return shown;
  if (typeof content !== "string") return content;
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return content;
  }
}
