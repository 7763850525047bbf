import type { CollectUntil } from "../../src/api/writes/write-collector";
import { BODY_FORMATS, type BodyFormat } from "../../src/api/body/body-format";
import { type ContinueFrom, readContinueFrom } from "../../src/api/paging/continue-from";
import type { Priority } from "../../src/api/governor/governor";
import { fillPath, gapsOf } from "../../src/api/path-template";
import { invalidInput } from "../../src/errors/invalid-input";
import { PRODUCT_IDS, type ProductId } from "../../src/zoho/products";
import { type FlowMessage, own } from "../shared/red";
import { countOf, oneOf, textOf } from "./checked-values";
import { collectUntil } from "./collect-until";
import { METHODS, PAGING_MODES, type PagingMode, PRIORITIES, type Method } from "./config";
import { gapInMessage, gapValue, type OptionSources } from "./gap-value";
import { checkMaxTime } from "./max-time";
import { hasRows, headersOf, namesIn, queryOf, rowValues } from "./named-values";
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
  const wanted = oneOf("product", product || (toldValue(told, "product") ?? "crm"), PRODUCT_IDS);
  return {
    connection:
      connection === ""
        ? textOf("msg.zoho.connection", own(told, "connection"))
        : connectionType === "name"
          ? connection
          : await connectionName(sources),
    org: org === "" ? textOf("msg.zoho.org", own(told, "org")) : await orgWanted(sources),
    product: wanted,
    method: oneOf("method", upperCase(method || (toldValue(told, "method") ?? "GET")), METHODS),
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
    ),
    paging: oneOf("paging", paging || (toldValue(told, "paging") ?? "off"), PAGING_MODES),
    collect: collectUntil(config, told),
    pageSize: countOf("pageSize", config.pageSize || own(told, "pageSize")),
    maxRecords: countOf("maxRecords", config.maxRecords || own(told, "maxRecords")),
    continueFrom: readContinueFrom(own(told, "continueFrom"), "msg.zoho.continueFrom"),
    priority: oneOf("priority", priority || (toldValue(told, "priority") ?? "interactive"), PRIORITIES),
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
  const { config } = sources;
  const template = textOf("msg.zoho.path", config.path || own(told, "path"));
  if (template === "")
    throw invalidInput("The path", "is missing: enter one such as Leads, or set msg.zoho.path");
  const values = new Map<string, unknown>();
  for (const gap of gapsOf(template)) {
    values.set(
      gap,
      config.path === "" ? gapInMessage(sources, gap) : await gapValue(sources, gap, "the path"),
    );
  }
  // Two slashes begin a host: that is for the destination to refuse, as it does every other address.
  return fillPath(template, (gap) => values.get(gap)).replace(/^\/(?![/\\\s])/, "");
}

function upperCase(value: unknown): unknown {
  return typeof value === "string" ? value.toUpperCase() : value;
}
