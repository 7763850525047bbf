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
}

/** A module with Zoho's own fields behind those given. */
export function defineModule(
  apiName: string,
  singular: string,
  nameField: string,
  ownFields: readonly Field[],
): Module {
  const fields = [...ownFields, ...SYSTEM_FIELDS];
  return {
    apiName,
    singular,
    plural: apiName,
    nameField,
    fields,
    fieldByName: new Map(fields.map((one) => [one.apiName, one])),
  };
}
