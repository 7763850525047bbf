import { LRUCache } from "lru-cache";
import { isZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import { pageRule } from "../zoho/page-rules";
import type { ApiCall } from "./api-call";
import type { Caller } from "./call";
import { isRecord } from "./answer/is-record";
import { splitQuery } from "./path-query";
import { resourcePath } from "./resource-path";

/** CRM v8, get records: so many fields can be asked for at once. */
export const MOST_FIELDS = 50;

/** A field that was added in Zoho comes after this time at the latest, milliseconds. */
const KEPT_MS = 600_000;

const MODULES_REMEMBERED = 500;

/** Kinds of fields that are lists or files of their own, and not given with a list of records. */
const NO_VALUES: ReadonlySet<unknown> = new Set([
  "subform",
  "multiselectlookup",
  "multiuserlookup",
  "fileupload",
  "imageupload",
  "profileimage",
]);

/**
 * The fields of modules, for lists that do not say which they want: CRM and Bigin refuse such a list (CRM v8: get
 * records), and nobody knows the API names of fields by heart.
 */
export class ModuleFields {
  private readonly known: LRUCache<string, readonly string[]>;

  constructor(
    private readonly caller: Pick<Caller, "call">,
    clock: Pick<Clock, "monotonic">,
  ) {
    this.known = new LRUCache({
      max: MODULES_REMEMBERED,
      ttl: KEPT_MS,
      // The clock is asked each time: a reading that was kept would outlast a clock that jumps.
      ttlResolution: 0,
      perf: { now: () => clock.monotonic() },
    });
  }

  /**
   * The call with the first 50 fields of its module, where it is a list that names none. Unchanged where Zoho does not
   * tell them: it then says itself what is missing.
   *
   * @throws ZohoError where the list could not be read either: no token, no way to Zoho, a limit
   */
  async named(call: ApiCall): Promise<ApiCall> {
    const module = moduleWithoutFields(call);
    if (module === undefined) return call;
    const { id, generation } = call.connection;
    const key = JSON.stringify([id, generation, call.product, call.org, module]);
    const fields = this.known.get(key) ?? (await this.ask(call, module));
    if (fields.length === 0) return call;
    this.known.set(key, fields, { noUpdateTTL: true });
    const query = new URLSearchParams(call.query);
    query.set("fields", fields.join(","));
    return { ...call, query };
  }

  private async ask(call: ApiCall, module: string): Promise<readonly string[]> {
    const { headers: _conditions, answerTo: _file, ...same } = call;
    const query = new URLSearchParams({ module });
    try {
      return fieldNames((await this.caller.call({ ...same, path: "settings/fields", query })).body);
    } catch (error) {
      // A scope or a right that the list itself can do without.
      if (isZohoError(error) && (error.class === "invalid_scope" || error.class === "rejected")) return [];
      throw error;
    }
  }
}

/** The module whose records a call lists without saying which fields; undefined for any other call. */
export function moduleWithoutFields({ product, method, path, query }: ApiCall): string | undefined {
  if (method !== "GET" || (product !== "crm" && product !== "bigin")) return undefined;
  const resource = resourcePath(product, path);
  // Modules begin with a capital; what does not is the API's own: `files`, `org`.
  if (!/^[A-Z]/.test(resource) || pageRule(product, resource, path).byId !== true) return undefined;
  // CRM gives all fields up to this version.
  if (/(?:^|\/)crm\/v2(?:\.\d+)?\//.test(path)) return undefined;
  const inPath = splitQuery(path).query;
  // A custom view has its own.
  const names = ["fields", "cvid"].some((name) => query?.has(name) === true || inPath.has(name));
  return names ? undefined : resource;
}

function fieldNames(body: unknown): readonly string[] {
  const fields: unknown = isRecord(body) ? body["fields"] : undefined;
  if (!Array.isArray(fields)) return [];
  return fields
    .filter((field) => isRecord(field) && !NO_VALUES.has(field["data_type"]))
    .map((field: Record<string, unknown>) => field["api_name"])
    .filter((name) => typeof name === "string")
    .slice(0, MOST_FIELDS);
}
