import { fillPath, gapsOf } from "../../src/api/path-template";
import { checkHeaders } from "../../src/api/request-headers";
import { invalidInput } from "../../src/errors/invalid-input";
import { isProductId, PRODUCT_IDS, type ProductId } from "../../src/zoho/products";
import { type FlowMessage, messageProperty, type Node, type NodeAPI, own } from "../shared/red";
import {
  METHODS,
  type NamedValue,
  PAGING_MODES,
  type PagingMode,
  type RequestConfig,
  type Method,
} from "./config";
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
  readonly paging: PagingMode;
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
 * `msg.zoho.<field>`.
 *
 * @throws ZohoError `invalid_input` naming the field and where it came from
 */
export async function requestOptions(sources: OptionSources): Promise<RequestOptions> {
  const { config, msg } = sources;
  const told = instructions(msg);
  return {
    connection: await connectionName(sources, told),
    org: await orgWanted(sources, told),
    product: oneOf("product", config.product || (told["product"] ?? "crm"), PRODUCT_IDS, isProductId),
    method: oneOf("method", upperCase(config.method || (told["method"] ?? "GET")), METHODS, isMethod),
    path: await pathWanted(sources, told),
    query: await queryWanted(sources, told),
    headers: await headersWanted(sources, told),
    paging: oneOf("paging", config.paging || (told["paging"] ?? "off"), PAGING_MODES, isPagingMode),
  };
}

/** `msg.zoho` must be an object of its own properties, whoever made it. */
function instructions(msg: FlowMessage): Readonly<Record<string, unknown>> {
  const told = own(msg, "zoho");
  if (told === undefined || told === null) return {};
  if (typeof told !== "object" || Array.isArray(told))
    throw invalidInput("msg.zoho", 'must be an object such as {connection: "acme-production"}');
  return Object.assign(Object.create(null) as Record<string, unknown>, told);
}

async function connectionName(
  sources: OptionSources,
  told: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { config } = sources;
  if (config.connection === "") return textOf("msg.zoho.connection", told["connection"]);
  if (config.connectionType === "name") return config.connection;
  const input = { value: config.connection, type: config.connectionType };
  const field = `The connection (${config.connectionType}.${config.connection})`;
  return textOf(field, await typedValue(sources, field, input), "required");
}

async function orgWanted(sources: OptionSources, told: Readonly<Record<string, unknown>>): Promise<string> {
  const { config } = sources;
  if (config.org === "") return textOf("msg.zoho.org", told["org"]);
  const input = { value: config.org, type: config.orgType };
  return textOf("The org", await typedValue(sources, "The org", input), "required");
}

/** A path is a template. One in a message is filled from that message alone: it must not read the environment. */
async function pathWanted(sources: OptionSources, told: Readonly<Record<string, unknown>>): Promise<string> {
  const { RED, config, msg } = sources;
  const template = textOf("msg.zoho.path", config.path || told["path"]);
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
  return fillPath(template, (gap) => values.get(gap)).replace(/^\/+/, "");
}

/** `payload.id` is a property of the message; `flow.x`, `global.x` and `env.X` say otherwise. */
function gapValue(sources: OptionSources, gap: string): unknown {
  const { RED, msg } = sources;
  const [, type, value] = /^(flow|global|env)\.(.+)$/.exec(gap) ?? [];
  if (type !== undefined && value !== undefined)
    return typedValue(sources, `{{${gap}}} in the path`, { value, type });
  return messageProperty(RED, msg, gap.replace(/^msg\./, ""));
}

async function queryWanted(
  sources: OptionSources,
  told: Readonly<Record<string, unknown>>,
): Promise<URLSearchParams> {
  const query = new URLSearchParams();
  for (const [name, value] of await named(sources, "query", told)) {
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object" && !Array.isArray(value))
      throw invalidInput(`The query parameter '${name}'`, "must be text, a number, or a list of them");
    query.append(name, Array.isArray(value) ? value.join(",") : String(value as string | number | boolean));
  }
  return query;
}

async function headersWanted(
  sources: OptionSources,
  told: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  return checkHeaders(Object.fromEntries(await named(sources, "headers", told)));
}

/** The rows of the dialog, else the object in the message. */
async function named(
  sources: OptionSources,
  field: "query" | "headers",
  told: Readonly<Record<string, unknown>>,
): Promise<readonly (readonly [name: string, value: unknown])[]> {
  const rows: readonly NamedValue[] = sources.config[field].filter((row) => row.name.trim() !== "");
  if (rows.length === 0) {
    const given = told[field];
    if (given === undefined || given === null) return [];
    if (typeof given !== "object" || Array.isArray(given))
      throw invalidInput(`msg.zoho.${field}`, "must be an object of names and values");
    return Object.entries(given);
  }
  return Promise.all(
    rows.map(
      async (row) => [row.name.trim(), await typedValue(sources, `${field} ${row.name}`, row)] as const,
    ),
  );
}

function textOf(field: string, value: unknown, need?: "required"): string {
  if (value === undefined || value === null || value === "") {
    if (need === "required") throw invalidInput(field, "has no value");
    return "";
  }
  if (typeof value !== "string" && typeof value !== "number") throw invalidInput(field, "must be text");
  return String(value).trim();
}

function oneOf<T extends string>(
  field: string,
  value: unknown,
  allowed: readonly T[],
  is: (value: unknown) => value is T,
): T {
  if (is(value)) return value;
  const shown = typeof value === "string" ? `'${value.slice(0, 60)}'` : "a value that is no text";
  throw invalidInput(`The ${field}`, `is ${shown}, and must be one of ${allowed.join(", ")}`);
}

function upperCase(value: unknown): unknown {
  return typeof value === "string" ? value.toUpperCase() : value;
}

function isMethod(value: unknown): value is Method {
  return METHODS.some((method) => method === value);
}

function isPagingMode(value: unknown): value is PagingMode {
  return PAGING_MODES.some((mode) => mode === value);
}
