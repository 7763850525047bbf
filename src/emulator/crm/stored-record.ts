/** Another record by ID and name, as lookups show it. */
export interface Reference {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** API name of its module, where the field alone does not tell. */
  readonly module?: string;
}

/** Texts together: a pick list of several. */
export type FieldValue = string | number | boolean | null | Reference | readonly string[];

/** Values by field API name: a map, or what makes them when they are looked at. */
export interface FieldValues {
  get(name: string): FieldValue | undefined;
  entries(): Iterable<readonly [string, FieldValue]>;
}

/** A stored record. Times in milliseconds since 1970; fields by API name, without the system's own. */
export interface StoredRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly owner: Reference;
  readonly createdBy: Reference;
  readonly modifiedBy: Reference;
  readonly fields: FieldValues;
}

/** The name by which lookups show a record. */
export function nameOf(record: StoredRecord, nameField: string): string {
  const name = record.fields.get(nameField);
  return typeof name === "string" ? name : "";
}

/** True for the value of a lookup. */
export function isReference(value: FieldValue | undefined): value is Reference {
  return typeof value === "object" && value !== null && "id" in value;
}
