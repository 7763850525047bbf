import { invalidInput } from "../../src/errors/invalid-input";
import type { CallbackServer } from "../zoho-client/config";
import type { NodeAPI } from "./red";

const ROOT_OF = { admin: "httpAdminRoot", node: "httpNodeRoot" } as const;

/**
 * Where Zoho sends the browser when the dialog has not said: this machine, as the settings have it. Never from the
 * headers of a request, which anybody can write.
 *
 * @param server the wanted one; where it is off, as on a machine without an editor, the other one
 * @throws ZohoError `invalid_input` where both are off
 */
export function defaultRedirectUri(RED: Pick<NodeAPI, "settings">, server: CallbackServer): string {
  const setting = (name: string): unknown => Reflect.get(RED.settings, name);
  const host = setting("uiHost");
  const isOpen = typeof host !== "string" || host === "" || host === "0.0.0.0" || host === "::";
  const scheme = setting("https") === undefined ? "http" : "https";
  const uiPort = setting("uiPort");
  const port = typeof uiPort === "number" || typeof uiPort === "string" ? String(uiPort) : "1880";
  const root = setting(ROOT_OF[serverThatRuns(setting, server)]);
  const path = typeof root === "string" ? `/${root}/`.replace(/\/+/g, "/") : "/";
  return `${scheme}://${isOpen ? "127.0.0.1" : host}:${port}${path}zoho/callback`;
}

function serverThatRuns(setting: (name: string) => unknown, wanted: CallbackServer): CallbackServer {
  const order = wanted === "admin" ? (["admin", "node"] as const) : (["node", "admin"] as const);
  const running = order.find((server) => setting(ROOT_OF[server]) !== false);
  if (running !== undefined) return running;
  throw invalidInput(
    "The redirect URI",
    "is missing, and this Node-RED serves no HTTP: enter one in the client's dialog and send the address that the browser ends at to the node, or connect another way",
  );
}
