import { isRecord } from "../../../src/api/answer/is-record";
import { invalidInput } from "../../../src/errors/invalid-input";
import { isProductId } from "../../../src/zoho/products";
import { readClientQuery, readNodeId } from "../../shared/metadata/read-query";
import { type FlowMessage, own } from "../../shared/red";
import type { TryRequest } from "../admin-api";
import {
  CONNECTION_TYPES,
  METHODS,
  type NamedValue,
  REQUEST_DEFAULTS,
  type RequestConfig,
  RESULT_SHAPES,
  VALUE_TYPES,
  WORKFLOW_MODES,
  WORKFLOW_TRIGGERS,
} from "../config";

/** Longest value of a dialog, characters: a body that is typed in has its end. */
const LONGEST = 200_000;

/** More rows of a query or of headers, or automations, no dialog has. */
const MOST_ROWS = 200;

/** What may stand in these and nothing else; a blank one is taken from the message where the dialog offers that. */
const ALLOWED: Partial<Readonly<Record<keyof RequestConfig, readonly string[]>>> = {
  connectionType: CONNECTION_TYPES,
  orgType: VALUE_TYPES,
  bodyType: VALUE_TYPES,
  resultFileType: VALUE_TYPES,
  method: ["", ...METHODS],
  workflows: WORKFLOW_MODES,
  result: RESULT_SHAPES,
};

/** What a dialog wants to try, checked. */
export interface ReadTry extends Omit<TryRequest, "message"> {
  readonly message: FlowMessage;
}

/**
 * Reads what a dialog wants to try. Nothing that comes over HTTP is taken as it is.
 *
 * @throws ZohoError `invalid_input` naming the field
 */
export function readTry(body: unknown): ReadTry {
  return {
    ...readClientQuery(body),
    node: readNodeId(body, "node"),
    config: readConfig(own(body, "config")),
    message: readMessage(own(body, "message")),
  };
}

function readMessage(text: unknown): FlowMessage {
  let message: unknown;
  try {
    message = isText(text) ? JSON.parse(text) : undefined;
  } catch {
    message = undefined;
  }
  if (!isRecord(message))
    throw invalidInput("The sample message", 'must be an object such as {"payload": 1}');
  return message;
}

function readConfig(given: unknown): RequestConfig {
  if (!isRecord(given)) throw invalidInput("The call", "is missing");
  const properties = Object.keys(REQUEST_DEFAULTS) as (keyof RequestConfig)[];
  const read = properties.map((property) => [property, readValue(property, own(given, property))] as const);
  const config = Object.fromEntries(read) as unknown as RequestConfig;
  if (config.product !== "" && !isProductId(config.product))
    throw invalidInput("The product", "is not one of Zoho's");
  return config;
}

function readValue(property: keyof RequestConfig, value: unknown): unknown {
  const fallback = REQUEST_DEFAULTS[property];
  if (property === "query" || property === "headers") return rows(property, value);
  if (property === "triggers") return triggers(value);
  if (typeof value !== typeof fallback) throw wrong(property);
  if (typeof value === "string" && value.length > LONGEST) throw wrong(property);
  if (typeof value === "number" && !Number.isFinite(value)) throw wrong(property);
  const allowed = ALLOWED[property];
  if (allowed !== undefined && !allowed.includes(value as string)) throw wrong(property);
  return value;
}

function rows(property: string, value: unknown): readonly NamedValue[] {
  return listIn(property, value).map((row) => {
    const [name, text, type] = ["name", "value", "type"].map((part) => own(row, part));
    const isRow = isText(name) && isText(text) && VALUE_TYPES.some((one) => one === type);
    if (!isRow) throw wrong(property);
    return { name, value: text, type: type as NamedValue["type"] };
  });
}

function triggers(value: unknown): readonly unknown[] {
  const list = listIn("triggers", value);
  if (!list.every((one) => WORKFLOW_TRIGGERS.some((trigger) => trigger === one))) throw wrong("triggers");
  return list;
}

function listIn(property: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > MOST_ROWS) throw wrong(property);
  return value;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST;
}

function wrong(property: string): Error {
  return invalidInput(`The field ${property}`, "holds nothing that this dialog offers");
}
