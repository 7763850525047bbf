import type { ErrorRoute } from "../shared/error-route";

/** Ways to connect that a flow can take. */
export const WAYS = ["browser", "grantCode"] as const;
export type Way = (typeof WAYS)[number];

export interface AuthorizeConfig {
  version: number;
  name: string;
  /** ID of the `zoho-client`. */
  client: string;
  way: Way;
  /** Name for the resulting connection; blank: `msg.zoho.connection`. */
  connection: string;
  /** Seconds until a consent that nobody ended counts as abandoned. */
  timeout: number;
  errors: ErrorRoute;
  outputs: number;
}

export const AUTHORIZE_DEFAULTS: AuthorizeConfig = {
  version: 1,
  name: "",
  client: "",
  way: "browser",
  connection: "",
  timeout: 600,
  errors: "catch",
  outputs: 2,
};
