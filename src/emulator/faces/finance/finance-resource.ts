import type { Org } from "../../people/person";
import type { Collection } from "../records/collection";

/** What a field of a write takes. `lines`: an array of items with a rate and a quantity. */
export interface FinanceField {
  readonly name: string;
  readonly kind: "text" | "number" | "date" | "reference" | "lines";
  readonly isMandatory?: true;
  /** Of a reference: what it must name. */
  readonly of?: FinanceResource;
}

/** A kind of record as the finance apps name it in addresses and answers. */
export interface FinanceResource {
  readonly collection: Collection;
  /** Name of the list, which is also that of the path and of the scope: `contacts`; of one: `contact`; and of its ID. */
  readonly list: string;
  readonly one: string;
  readonly id: string;
  /** For sentences. */
  readonly title: string;
  /** Where the scope's area is not the list's name. */
  readonly scopeArea?: string;
  readonly fields: readonly FinanceField[];
  /** What a new record has beside what is sent. */
  readonly defaults: (org: Org) => Readonly<Record<string, unknown>>;
  /** Query parameters that choose the records of a list by equality. */
  readonly filters: readonly string[];
  /** Whether one of them can be had as a document: `?accept=pdf`. */
  readonly hasPdf?: true;
  /** What a write says when it went well. */
  readonly said: { readonly created: string; readonly updated: string; readonly deleted: string };
}
