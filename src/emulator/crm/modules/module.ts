import { type Field, SYSTEM_FIELDS } from "./field";

/** A module: what CRM keeps records of. */
export interface Module {
  readonly apiName: string;
  readonly singular: string;
  readonly plural: string;
  /** The field whose value names a record in lookups. */
  readonly nameField: string;
  readonly fields: readonly Field[];
  readonly fieldByName: ReadonlyMap<string, Field>;
  /** Whether it has a tab of its own. */
  readonly status: ModuleStatus;
  /** Of these fields a new record needs one at least. */
  readonly needsOneOf: readonly string[];
}

/** Zoho CRM v8: modules API. */
export const MODULE_STATUSES = ["visible", "user_hidden", "system_hidden", "scheduled_for_deletion"] as const;

export type ModuleStatus = (typeof MODULE_STATUSES)[number];

/** A module with Zoho's own fields behind those given. */
export function defineModule(
  apiName: string,
  singular: string,
  nameField: string,
  ownFields: readonly Field[],
  more: Partial<Pick<Module, "status" | "needsOneOf">> = {},
): Module {
  const fields = [...ownFields, ...SYSTEM_FIELDS];
  return {
    apiName,
    singular,
    plural: apiName,
    nameField,
    fields,
    fieldByName: new Map(fields.map((one) => [one.apiName, one])),
    status: "visible",
    needsOneOf: [],
    ...more,
  };
}
