import { isRecord } from "./is-record";

/** A field, parameter or header that Zoho refused. */
export interface RefusedField {
  /** Where it stands: a JSON path, a JSON pointer, or only its name where Zoho says no more. */
  readonly path: string;
  /** Its API name, where that is known besides. */
  readonly name?: string;
  /** What is wrong with it, in Zoho's words. */
  readonly problem: string;
}

/** What is known of a refusal; without tokens. */
interface Refusal {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly details?: unknown;
}

/** More fields than anybody reads; a write of 100 records may name one in each. */
const MAX_FIELDS = 100;
/** Errors within errors within errors. */
const MAX_DEPTH = 4;

/** The refused fields in all that was refused, in the order in which Zoho names them. */
export function refusedFields(refusals: readonly Refusal[]): readonly RefusedField[] {
  return refusals.flatMap((refusal) => fieldsOf(refusal, 0)).slice(0, MAX_FIELDS);
}

function fieldsOf({ code, message, details }: Refusal, depth: number): readonly RefusedField[] {
  if (depth > MAX_DEPTH) return [];
  const problem = message ?? code ?? "refused";
  if (Array.isArray(details)) return inList(details, problem, depth);
  if (!isRecord(details)) return inWords(message);
  const several = details["errors"];
  if (Array.isArray(several)) return inList(several, problem, depth);
  const own = namedField(details, withBound(problem, details));
  const others = OTHER_FIELDS.flatMap((name) => inList([details[name]].flat(), problem, depth));
  const found = own === undefined ? others : [own, ...others];
  if (found.length > 0) return found;
  // Creator: {"Email": "Enter a valid value for Email", "Phone": ["…"]}
  const inMap = typeof code === "string" && /^\d+$/.test(code) ? mapOfFields(details) : [];
  return inMap.length > 0 ? inMap : inWords(message);
}

/** CRM: fields that belong together, one of which is missing, contradicts another, or is depended on. */
const OTHER_FIELDS = ["expected_fields", "ambiguity_due_to", "dependee"] as const;

/** Desk, People, WorkDrive, ZeptoMail, and CRM where one record has several errors: each is an error of its own. */
function inList(list: readonly unknown[], problem: string, depth: number): readonly RefusedField[] {
  return list.flatMap((one) => {
    if (!isRecord(one)) return [];
    const words = firstText(one, ["errorMessage", "message", "title", "errorType"]) ?? problem;
    const field = namedField(one, words);
    if (field !== undefined) return [field];
    return fieldsOf({ code: textOf(one["code"]), message: words, details: one["details"] }, depth + 1);
  });
}

function namedField(row: Readonly<Record<string, unknown>>, problem: string): RefusedField | undefined {
  const { source } = row;
  const path =
    firstText(row, ["json_path", "fieldName"]) ??
    // JSON:API: {"source": {"pointer": "/data/attributes/name"}}
    (isRecord(source) ? firstText(source, ["pointer", "parameter"]) : undefined);
  const name = firstText(row, ["api_name", "param_name", "column_name", "target"]) ?? lastPart(path);
  const where = path ?? name;
  if (where === undefined) return undefined;
  return { path: where, ...(name !== undefined && name !== where && { name }), problem };
}

/** `/subject` is called `subject`; a JSON path of CRM comes with its API name. */
function lastPart(path: string | undefined): string | undefined {
  return path?.startsWith("/") === true ? path.split("/").at(-1) : undefined;
}

function mapOfFields(map: Readonly<Record<string, unknown>>): readonly RefusedField[] {
  return Object.entries(map).flatMap(([path, problem]) => {
    const words = [problem].flat().filter((one) => typeof one === "string");
    return words.length === 0 ? [] : [{ path, problem: words.join(" ") }];
  });
}

/** Sentences in which Books and its kin, Projects and People name a field. */
const SENTENCES = [
  /\bpassed for (?:the )?['"]?(?<names>\w[\w.]*)/i,
  /\bensure that the ['"]?(?<names>\w[\w.]*)/i,
  /\bparameter -? ?['"]?(?<names>\w[\w.]*)['"]? is (?:missing|invalid|either)/i,
  /\b(?:values?|value for field|parameter(?: value)?|pattern_not_matched): (?<names>\w[\w.]*(?:, ?\w[\w.]*)*)/i,
];

function inWords(message: string | undefined): readonly RefusedField[] {
  if (message === undefined) return [];
  for (const sentence of SENTENCES) {
    const names = sentence.exec(message)?.groups?.["names"];
    if (names === undefined) continue;
    return names.split(/, ?/).map((name) => ({ path: name.replace(/\.$/, ""), problem: message }));
  }
  return [];
}

/** What CRM expects instead, in words. */
function withBound(problem: string, details: Readonly<Record<string, unknown>>): string {
  const { supported_values: values } = details;
  const type = textOf(details["expected_data_type"]);
  const length = textOf(details["maximum_length"]) ?? textOf(details["limit"]);
  const bounds = [
    ...(type === undefined ? [] : [`expected: ${type}`]),
    ...(length === undefined ? [] : [`at most ${length}`]),
    ...(Array.isArray(values) ? [`one of ${values.slice(0, 10).map(String).join(", ")}`] : []),
  ];
  return bounds.length === 0 ? problem : `${problem} (${bounds.join("; ")})`;
}

function firstText(row: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  return names.map((name) => textOf(row[name])).find((text) => text !== undefined);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
