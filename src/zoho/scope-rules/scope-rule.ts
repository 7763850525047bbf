/** Which scopes a call needs, told from its path. */
export interface ScopeRule {
  /** Of the path below the product's base. */
  readonly at: RegExp;
  /** Methods that it is about; absent: all. */
  readonly on?: readonly string[];
  /**
   * All of them, behind the product's own first segment: `modules.$module.{op}`. `$1` and `$&` are groups of the path,
   * `$module` the first of them as scopes name that module. `{op}` is READ, CREATE, UPDATE or DELETE by the method,
   * `{lower}` the same in lower case, `{edit}` UPDATE for whatever does not read.
   */
  readonly own: readonly string[];
  /** Whole scopes of other services that are needed as well. */
  readonly also?: readonly string[];
  /** Scopes that do in the place of each of `own`. */
  readonly or?: readonly string[];
  /** The one of `own` of which the body tells the part that is needed. */
  readonly partIsEnough?: string;
  /** True where the product's pages don't tell it, or tell different things: good for a hint, not for a judgement. */
  readonly isGuess?: true;
}

/** Needed for the searches of CRM and its kin, of Projects and of WorkDrive. */
export const SEARCH = "ZohoSearch.securesearch.READ";
