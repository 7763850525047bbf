import { fillText, gapsOf } from "../../src/api/path-template";
import { type FlowMessage, messageProperty, type Node, type NodeAPI } from "../shared/red";
import { textOf } from "./checked-values";
import type { NamedValue, RequestConfig } from "./config";
import { typedValue } from "./typed-value";

/** Where the options of a call come from. */
export interface OptionSources {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly config: RequestConfig;
  readonly msg: FlowMessage;
}

export type Named = readonly (readonly [name: string, value: unknown])[];

/** What typed inputs of the dialog have come to; absent where the dialog leaves the field blank. */
export interface LookedUp {
  readonly connection?: string;
  readonly org?: string;
  /** Gaps of the dialog's path, by what stands in them. */
  readonly gaps?: ReadonlyMap<string, unknown>;
  readonly query?: Named;
  readonly headers?: Named;
}

/** What a gap names where it is no property of the message. */
const ELSEWHERE = /^(flow|global|env)\.(.+)$/;

/** True where the dialog has something that must be looked up for each message: most dialogs have nothing of that kind. */
export function needsLookUp(config: RequestConfig): boolean {
  const { connection, connectionType, org, path, query, headers } = config;
  if ((connection !== "" && connectionType !== "name") || org !== "") return true;
  return hasRows(query) || hasRows(headers) || gapsOf(path).some((gap) => ELSEWHERE.test(gap));
}

/**
 * Looks up what the dialog names: of the message, of a context, or of the environment.
 *
 * @throws ZohoError `invalid_input` naming the field
 */
export async function lookUp(sources: OptionSources): Promise<LookedUp> {
  const { connection, connectionType, org, path, query, headers } = sources.config;
  return {
    ...(connection !== "" && connectionType !== "name" && { connection: await connectionName(sources) }),
    ...(org !== "" && { org: await orgWanted(sources) }),
    gaps: await gapValues(sources, gapsOf(path)),
    ...(hasRows(query) && { query: await rowValues(sources, "query") }),
    ...(hasRows(headers) && { headers: await rowValues(sources, "headers") }),
  };
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

async function gapValues(
  sources: OptionSources,
  gaps: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const gap of gaps) values.set(gap, await gapValue(sources, gap));
  return values;
}

/** `payload.id` is a property of the message; `flow.x`, `global.x` and `env.X` say otherwise. */
function gapValue(sources: OptionSources, gap: string): unknown {
  const { RED, msg } = sources;
  const [, type, value] = ELSEWHERE.exec(gap) ?? [];
  if (type !== undefined && value !== undefined)
    return typedValue(sources, `{{${gap}}} in the path`, { value, type });
  return messageProperty(RED, msg, gap.replace(/^msg\./, ""));
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
  const values = await gapValues(sources, gaps);
  const isCriteria = field === "query" && row.name.trim().toLowerCase() === "criteria";
  const place = `${field} ${row.name.trim()}`;
  return fillText(row.value, (gap) => values.get(gap), { place, inserted: isCriteria ? "criteria" : "text" });
}
