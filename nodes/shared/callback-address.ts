import type { CallbackServer } from "../zoho-client/config";
import type { NodeAPI } from "./red";

/**
 * Where Zoho sends the browser when the dialog has not said: this machine, as the settings have it. Never from the
 * headers of a request, which anybody can write.
 */
export function defaultRedirectUri(RED: NodeAPI, server: CallbackServer): string {
  const setting = (name: string): unknown => Reflect.get(RED.settings, name);
  const host = setting("uiHost");
  const isOpen = typeof host !== "string" || host === "" || host === "0.0.0.0" || host === "::";
  const scheme = setting("https") === undefined ? "http" : "https";
  const uiPort = setting("uiPort");
  const port = typeof uiPort === "number" || typeof uiPort === "string" ? String(uiPort) : "1880";
  const root = setting(server === "admin" ? "httpAdminRoot" : "httpNodeRoot");
  const path = typeof root === "string" ? `/${root}/`.replace(/\/+/g, "/") : "/";
  return `${scheme}://${isOpen ? "127.0.0.1" : host}:${port}${path}zoho/callback`;
}
