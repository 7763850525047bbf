import type { ErrorRoute } from "../shared/error-route";

/** What is done about the token: look only, renew when it ends soon, renew in any case. */
export const REFRESH_MODES = ["check", "refresh", "force"] as const;
export type RefreshMode = (typeof REFRESH_MODES)[number];

/** As the name of a connection: all of the client. */
export const ALL = "*";

export interface RefreshConfig {
  version: number;
  name: string;
  client: string;
  /** Name of a connection, `*` for all; blank: `msg.zoho.connection`, else the client's only one. */
  connection: string;
  mode: RefreshMode;
  /** Minutes that must be left, else mode `refresh` renews. */
  minutes: number;
  /** Emit a message by itself whenever the state of a watched connection changes. */
  watch: boolean;
  errors: ErrorRoute;
  outputs: number;
}

export const REFRESH_DEFAULTS: RefreshConfig = {
  version: 1,
  name: "",
  client: "",
  connection: "",
  mode: "check",
  minutes: 10,
  watch: false,
  errors: "catch",
  outputs: 1,
};
