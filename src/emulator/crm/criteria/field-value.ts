import type { DataType, Field } from "../modules/field";
import type { FieldValue, StoredRecord } from "../stored-record";

/** A value of a record in a form that can be compared: times as milliseconds, lookups as IDs, texts in lower case. */
export type Comparable = string | number | boolean | null | readonly string[];

/** How the values of a data type are compared. */
export type ValueKind = "text" | "number" | "time" | "boolean" | "reference" | "list";

const KINDS: Readonly<Partial<Record<DataType, ValueKind>>> = {
  integer: "number",
  double: "number",
  currency: "number",
  boolean: "boolean",
  date: "time",
  datetime: "time",
  lookup: "reference",
  ownerlookup: "reference",
};

/** The kind of a field; `id` is compared as the text it is. */
export function kindOf(field: Field): ValueKind {
  return KINDS[field.dataType] ?? (field.dataType.startsWith("multi") ? "list" : "text");
}

/** The stored value of a field, the system's own ones included. */
export function storedValue(record: StoredRecord, name: string): FieldValue {
  switch (name) {
    case "id":
      return record.id;
    case "Owner":
      return record.owner;
    case "Created_By":
      return record.createdBy;
    case "Modified_By":
      return record.modifiedBy;
    case "Created_Time":
      return record.createdAt;
    case "Modified_Time":
      return record.modifiedAt;
    default:
      return record.fields.get(name) ?? null;
  }
}

/** A field's value for comparing; an empty text is nothing. */
export function comparable(record: StoredRecord, field: Field): Comparable {
  const value = storedValue(record, field.apiName);
  if (value === null || value === "") return null;
  if (typeof value === "string") {
    return kindOf(field) === "time" ? Date.parse(value) : value.toLowerCase();
  }
  if (typeof value === "object") return "id" in value ? value.id : value.map((one) => one.toLowerCase());
  return value;
}
