import type { Module } from "./module";

/** Records of another module that point to a record: Contacts of an Account. */
export interface RelatedList {
  /** The name in paths; that of the module it lists. */
  readonly apiName: string;
  readonly module: Module;
  /** Fields of that module that may point here. */
  readonly fields: readonly string[];
}

/**
 * The related lists of a module, as they follow from the lookups of all others. Attachments are no records of a module
 * and have paths of their own.
 *
 * @param modules of the product, in their order
 */
export function relatedListsOf(module: Module, modules: readonly Module[]): readonly RelatedList[] {
  return modules.flatMap((other) => {
    const fields = other.fields
      .filter(
        ({ lookup, lookupOneOf = [] }) => lookup === module.apiName || lookupOneOf.includes(module.apiName),
      )
      .map((field) => field.apiName);
    return fields.length === 0 ? [] : [{ apiName: other.apiName, module: other, fields }];
  });
}
