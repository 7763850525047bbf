import { type FlowMessage, own } from "../shared/red";
import type { AuthorizeConfig } from "./config";

/** The name for the connection: the dialog's, else the message's. */
export function wantedName(config: AuthorizeConfig, msg: FlowMessage): unknown {
  return config.connection === "" ? own(own(msg, "zoho"), "connection") : config.connection;
}
