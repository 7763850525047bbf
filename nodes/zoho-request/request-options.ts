import type { CollectUntil } from "../../src/api/writes/write-collector";
import { BODY_FORMATS, type BodyFormat } from "../../src/api/body/body-format";
import { type ContinueFrom, readContinueFrom } from "../../src/api/paging/continue-from";
import { conditionalHeaders } from "../../src/api/conditional-headers";
import type { Priority } from "../../src/api/governor/governor";
import { fillPath, fillText, gapsOf } from "../../src/api/path-template";
import { checkHeaders } from "../../src/api/request-headers";
import { invalidInput } from "../../src/errors/invalid-input";
import { isProductId, PRODUCT_IDS, type ProductId } from "../../src/zoho/products";
import { type FlowMessage, messageProperty, type Node, type NodeAPI, own } from "../shared/red";
import { countOf, oneOf, textOf } from "./checked-values";
import { collectUntil } from "./collect-until";
import {
  METHODS,
  type NamedValue,
  PAGING_MODES,
  type PagingMode,
  PRIORITIES,
  type RequestConfig,
  type Method,
} from "./config";
import { checkMaxTime } from "./max-time";
import { toldValue } from "./told-value";
import { typedValue } from "./typed-value";

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

/** Where the options come from. */
export interface OptionSources {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly config: RequestConfig;
  readonly msg: FlowMessage;
}

/**
 * Puts the options of a call together. What the dialog says counts; what it leaves blank is taken from
 * `msg.zoho.<field>`. Waits only for what has to be looked up elsewhere: most calls have nothing of that kind.
 *
 * @throws ZohoError `invalid_input` naming the field and where it came from
 */
export async function requestOptions(sources: OptionSources): Promise<RequestOptions> {
  const { config, msg } = sources;
  const told = instructions(msg);
  checkMaxTime(told);
  const { connection, connectionType, org, product, method, bodyFormat, paging, priority } = config;
  const wanted = oneOf("product", product || (toldValue(told, "product") ?? "crm"), PRODUCT_IDS, isProductId);
  return {
    connection:
      connection === ""
        ? textOf("msg.zoho.connection", own(told, "connection"))
        : connectionType === "name"
          ? connection
          : await connectionName(sources),
    org: org === "" ? textOf("msg.zoho.org", own(told, "org")) : await orgWanted(sources),
    product: wanted,
    method: oneOf("method", upperCase(method || (toldValue(told, "method") ?? "GET")), METHODS, isMethod),
    path: await pathWanted(sources, told),
    query: queryOf(hasRows(config.query) ? await rowValues(sources, "query") : namesIn(told, "query")),
    headers: headersOf(
      wanted,
      hasRows(config.headers) ? await rowValues(sources, "headers") : namesIn(told, "headers"),
    ),
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

async function connectionName(sources: OptionSources): Promise<string> {
  const { connection, connectionType } = sources.config;
  const input = { value: connection, type: connectionType };
  const field = `The connection (${connectionType}.${connection})`;
  return textOf(field, await typedValue(sources, field, input), "required");
}

async function orgWanted(sources: OptionSources): Promise<string> {
  const { org, orgType } = sources.config;
  const input = { value: org, type: orgType };
  return textOf("The org", await typedValue(sources, "The org", input), "required");
}

/** A path is a template. One in a message is filled from that message alone: it must not read the environment. */
async function pathWanted(sources: OptionSources, told: object): Promise<string> {
  const { RED, config, msg } = sources;
  const template = textOf("msg.zoho.path", config.path || own(told, "path"));
  if (template === "")
    throw invalidInput("The path", "is missing: enter one such as Leads, or set msg.zoho.path");
  const values = new Map<string, unknown>();
  for (const gap of gapsOf(template)) {
    const value =
      config.path === ""
        ? messageProperty(RED, msg, gap.replace(/^msg\./, ""))
        : await gapValue(sources, gap);
    values.set(gap, value);
  }
  // Two slashes begin a host: that is for the destination to refuse, as it does every other address.
  return fillPath(template, (gap) => values.get(gap)).replace(/^\/(?![/\\\s])/, "");
}

/** `payload.id` is a property of the message; `flow.x`, `global.x` and `env.X` say otherwise. */
function gapValue(sources: OptionSources, gap: string): unknown {
  const { RED, msg } = sources;
  const [, type, value] = /^(flow|global|env)\.(.+)$/.exec(gap) ?? [];
  if (type !== undefined && value !== undefined)
    return typedValue(sources, `{{${gap}}} in the path`, { value, type });
  return messageProperty(RED, msg, gap.replace(/^msg\./, ""));
}

type Named = readonly (readonly [name: string, value: unknown])[];

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

/** True where the dialog names something; then nothing of the message counts. */
function hasRows(rows: readonly NamedValue[]): boolean {
  return rows.some(({ name }) => name.trim() !== "");
}

/** The rows of the dialog. */
function rowValues(sources: OptionSources, field: "query" | "headers"): Promise<Named> {
  const rows = sources.config[field].filter(({ name }) => name.trim() !== "");
  return Promise.all(
    rows.map(async (row) => [row.name.trim(), await rowValue(sources, field, row)] as const),
  );
}

/** Text may have gaps as a path has. What is filled in is a value and nothing more, also within search criteria. */
async function rowValue(
  sources: OptionSources,
  field: "query" | "headers",
  row: NamedValue,
): Promise<unknown> {
  const gaps = row.type === "str" ? gapsOf(row.value) : [];
  if (gaps.length === 0) return typedValue(sources, `${field} ${row.name}`, row);
  const values = new Map<string, unknown>();
  for (const gap of gaps) values.set(gap, await gapValue(sources, gap));
  const isCriteria = field === "query" && row.name.trim().toLowerCase() === "criteria";
  const place = `${field} ${row.name.trim()}`;
  return fillText(row.value, (gap) => values.get(gap), { place, inserted: isCriteria ? "criteria" : "text" });
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
