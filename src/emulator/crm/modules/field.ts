/** A field of a module, as `settings/fields` describes it and writes are checked against it. */
export interface Field {
  readonly apiName: string;
  readonly label: string;
  readonly dataType: DataType;
  /** Longest text, characters. */
  readonly length: number;
  readonly isMandatory: boolean;
  /** No two records of the org share a value, without regard to case. */
  readonly isUnique: boolean;
  /** Set by Zoho; what a write sends is passed over. */
  readonly isReadOnly: boolean;
  readonly pickList: readonly string[];
  /** API name of the module that a lookup points to. */
  readonly lookup?: string;
  /** Modules, one of which a lookup points to: Zoho's `se_module`. */
  readonly lookupOneOf?: readonly string[];
  /** Added by the org, not by Zoho. */
  readonly isCustom: boolean;
}

/** Data types by their API names, with the JSON type that a write must send. */
export const JSON_TYPES = {
  text: "string",
  textarea: "string",
  email: "string",
  phone: "string",
  website: "string",
  picklist: "string",
  multiselectpicklist: "jsonarray",
  date: "date",
  datetime: "datetime",
  boolean: "boolean",
  integer: "integer",
  double: "double",
  currency: "double",
  lookup: "jsonobject",
  ownerlookup: "jsonobject",
} as const;

export type DataType = keyof typeof JSON_TYPES;

const LENGTHS: Readonly<Partial<Record<DataType, number>>> = {
  textarea: 32_000,
  email: 100,
  phone: 30,
  website: 450,
  picklist: 120,
  multiselectpicklist: 2_000,
  integer: 9,
  currency: 16,
  double: 16,
};

/** A field by name and type; the label follows from the name. */
export function field(apiName: string, dataType: DataType, more: Partial<Field> = {}): Field {
  return {
    apiName,
    label: apiName.replaceAll("_", " "),
    dataType,
    length: LENGTHS[dataType] ?? 255,
    isMandatory: false,
    isUnique: false,
    isReadOnly: false,
    isCustom: false,
    pickList: [],
    ...more,
  };
}

/** Fields that every module has and that Zoho itself fills in. */
export const SYSTEM_FIELDS: readonly Field[] = [
  field("Owner", "ownerlookup"),
  field("Created_By", "ownerlookup", { isReadOnly: true }),
  field("Modified_By", "ownerlookup", { isReadOnly: true }),
  field("Created_Time", "datetime", { isReadOnly: true }),
  field("Modified_Time", "datetime", { isReadOnly: true }),
];
