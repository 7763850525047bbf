import type { BodyTemplate } from "../../../../src/zoho/operations/operation";
import type { FieldPart } from "../../metadata/metadata-api";

/** What a field of this kind begins as; any other as text. */
const EMPTY: Readonly<Partial<Record<string, unknown>>> = {
  integer: 0,
  bigint: 0,
  double: 0,
  currency: 0,
  percent: 0,
  boolean: false,
  lookup: { id: "" },
  ownerlookup: { id: "" },
  multiselectpicklist: [],
};

/** True where a template wants the fields of its module. */
export function wantsFields(template: BodyTemplate): boolean {
  return template.fields === "mandatory";
}

/** A body to begin with: that of the operation, and the fields without which no record is made. */
export function filledBody({ json, fields }: BodyTemplate, known: readonly FieldPart[]): unknown {
  if (fields !== "mandatory") return json;
  const mandatory = known.filter(({ isMandatory }) => isMandatory === true);
  const begun = json as Readonly<Record<string, unknown>>;
  return { ...begun, ...Object.fromEntries(mandatory.map((field) => [field.name, firstValue(field)])) };
}

/** Of a picklist its first choice, so that the call can be made as it stands. */
function firstValue({ kind = "", values }: FieldPart): unknown {
  if (kind === "picklist") return values?.find((value) => value !== "-None-") ?? "";
  return Object.hasOwn(EMPTY, kind) ? EMPTY[kind] : "";
}
