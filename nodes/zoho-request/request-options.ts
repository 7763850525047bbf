import type { CollectUntil } from "../../src/api/writes/write-collector";
import { BODY_FORMATS, type BodyFormat } from "../../src/api/body/body-format";
import { type ContinueFrom, readContinueFrom } from "../../src/api/paging/continue-from";
import { conditionalHeaders } from "../../src/api/conditional-headers";
import type { Priority } from "../../src/api/governor/governor";
import { fillPath } from "../../src/api/path-template";
import { checkHeaders } from "../../src/api/request-headers";
import { invalidInput } from "../../src/errors/invalid-input";
import { isProductId, PRODUCT_IDS, type ProductId } from "../../src/zoho/products";
import { type FlowMessage, messageProperty, own } from "../shared/red";
import { countOf, oneOf, textOf } from "./checked-values";
import { collectUntil } from "./collect-until";
import { METHODS, PAGING_MODES, type PagingMode, PRIORITIES, type Method } from "./config";
import { type LookedUp, lookUp, type Named, type OptionSources } from "./look-up";
import { checkMaxTime } from "./max-time";
import { toldValue } from "./told-value";

/** What a message asks for, out of dialog and `msg.zoho`, checked. */
export interface RequestOptions {
  /** Blank: the client's only one. */
  readonly connection: string;
  readonly org: string;
  readonly product: ProductId;
  readonly method: Method;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyFormat: BodyFormat;
  readonly paging: PagingMode;
  /** When writes of single messages go together; undefined where each goes by itself. */
  readonly collect: CollectUntil | undefined;
  /** Undefined: as many as the product gives at once. */
  readonly pageSize: number | undefined;
  /** Undefined: all. */
  readonly maxRecords: number | undefined;
  readonly continueFrom: ContinueFrom | undefined;
  readonly priority: Priority;
}

/**
 * Puts the options of a call together. What the dialog says counts; what it leaves blank is taken from
 * `msg.zoho.<field>`.
 *
 * @throws ZohoError `invalid_input` naming the field and where it came from
 */
export async function requestOptions(sources: OptionSources): Promise<RequestOptions> {
  return optionsAtHand(sources, await lookUp(sources));
}

/**
 * The same without any wait.
 *
 * @param found what `lookUp` has found; nothing where `needsLookUp` says that there is nothing to be found
 * @throws as `requestOptions`
 */
export function optionsAtHand(sources: OptionSources, found: LookedUp = {}): RequestOptions {
  const { config, msg } = sources;
  const told = instructions(msg);
  checkMaxTime(told);
  const { product, method, bodyFormat, paging, priority } = config;
  const wanted = oneOf("product", product || (toldValue(told, "product") ?? "crm"), PRODUCT_IDS, isProductId);
  return {
    connection:
      found.connection ?? (config.connection || textOf("msg.zoho.connection", own(told, "connection"))),
    org: found.org ?? textOf("msg.zoho.org", own(told, "org")),
    product: wanted,
    method: oneOf("method", upperCase(method || (toldValue(told, "method") ?? "GET")), METHODS, isMethod),
    path: pathWanted(sources, told, found.gaps),
    query: queryOf(found.query ?? namesIn(told, "query")),
    headers: headersOf(wanted, found.headers ?? namesIn(told, "headers")),
    bodyFormat: oneOf(
      "format of the body",
      bodyFormat || (toldValue(told, "bodyFormat") ?? "automatic"),
      BODY_FORMATS,
      isBodyFormat,
    ),
    paging: oneOf("paging", paging || (toldValue(told, "paging") ?? "off"), PAGING_MODES, isPagingMode),
    collect: collectUntil(config, told),
    pageSize: countOf("pageSize", config.pageSize || own(told, "pageSize")),
    maxRecords: countOf("maxRecords", config.maxRecords || own(told, "maxRecords")),
    continueFrom: readContinueFrom(own(told, "continueFrom"), "msg.zoho.continueFrom"),
    priority: oneOf(
      "priority",
      priority || (toldValue(told, "priority") ?? "interactive"),
      PRIORITIES,
      isPriority,
    ),
  };
}

/** `msg.zoho` must be an object, of whose own properties alone something is taken, whoever made it. */
function instructions(msg: FlowMessage): object {
  const told = own(msg, "zoho");
  if (told === undefined || told === null) return {};
  if (typeof told !== "object" || Array.isArray(told))
    throw invalidInput("msg.zoho", 'must be an object such as {connection: "acme-production"}');
  return told;
}

/** A path is a template. One in a message is filled from that message alone: it must not read the environment. */
function pathWanted(
  { RED, config, msg }: OptionSources,
  told: object,
  found: ReadonlyMap<string, unknown> | undefined,
): string {
  const template = textOf("msg.zoho.path", config.path || own(told, "path"));
  if (template === "")
    throw invalidInput("The path", "is missing: enter one such as Leads, or set msg.zoho.path");
  const valueOf = (gap: string): unknown =>
    found?.has(gap) === true ? found.get(gap) : messageProperty(RED, msg, gap.replace(/^msg\./, ""));
  // Two slashes begin a host: that is for the destination to refuse, as it does every other address.
  return fillPath(template, valueOf).replace(/^\/(?![/\\\s])/, "");
}

/** Of most calls. Nobody adds to a query that was given, so all can have the same. */
const NO_QUERY = new URLSearchParams();
const NO_HEADERS: Readonly<Record<string, string>> = {};

function headersOf(product: ProductId, named: Named): Readonly<Record<string, string>> {
  if (named.length === 0) return NO_HEADERS;
  return checkHeaders(conditionalHeaders(product, Object.fromEntries(named)));
}

function queryOf(named: Named): URLSearchParams {
  if (named.length === 0) return NO_QUERY;
  const query = new URLSearchParams();
  for (const [name, value] of named) {
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object" && !Array.isArray(value))
      throw invalidInput(`The query parameter '${name}'`, "must be text, a number, or a list of them");
    query.append(name, Array.isArray(value) ? value.join(",") : String(value as string | number | boolean));
  }
  return query;
}

/** The object in the message. */
function namesIn(told: object, field: "query" | "headers"): Named {
  const given = toldValue(told, field);
  if (given === undefined || given === null) return [];
  if (typeof given !== "object" || Array.isArray(given))
    throw invalidInput(`msg.zoho.${field}`, "must be an object of names and values");
  return Object.entries(given);
}

function upperCase(value: unknown): unknown {
  return typeof value === "string" ? value.toUpperCase() : value;
}

function isMethod(value: unknown): value is Method {
  return METHODS.some((method) => method === value);
}

function isBodyFormat(value: unknown): value is BodyFormat {
  return BODY_FORMATS.some((format) => format === value);
}

function isPriority(value: unknown): value is Priority {
  return PRIORITIES.some((one) => one === value);
}

function isPagingMode(value: unknown): value is PagingMode {
  return PAGING_MODES.some((mode) => mode === value);
}
