import type { Connection } from "../vault/connection";
import type { ChangeProduct } from "./poll-cost";

/** Whose changes are read. */
export interface ChangeQuery {
  readonly connection: Connection;
  /** ID of the org that is meant, where the connection may reach several. */
  readonly org?: string;
  readonly product: ChangeProduct;
  /**
   * CRM: the API name, `Leads`. Books and Desk: a name of `WATCHED_MODULES`. Creator: account owner, application and
   * report, `acme/field-service/All_Visits`.
   */
  readonly module: string;
  /** API names of the fields that records come with; none: all that a list of the product gives. */
  readonly fields: readonly string[];
  /** Only records that pass, in the product's own language for criteria. Deleted ones come in any case: nothing is known of them. */
  readonly filter?: string;
  /** How the application writes times: for Creator, which needs it. */
  readonly application?: {
    /** By its IANA name: `Asia/Kolkata`. */
    readonly timeZone: string;
    /** `dd-MMM-yyyy HH:mm:ss` unless said otherwise. */
    readonly dateTimeFormat?: string;
  };
  /** Whether records that were deleted come, too. */
  readonly deleted: "too" | "not";
}

/** Where the first poll begins. */
export type FirstRun =
  | { readonly from: "now" }
  /** Anything that was changed since. */
  | { readonly from: "date"; readonly date: Date }
  /** Every record there is, then its changes. */
  | { readonly from: "everything" };
