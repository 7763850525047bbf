import { isIP } from "node:net";
import { hostname } from "node:os";
import type { Request, RequestHandler } from "express";
import { own, type NodeAPI } from "../red";
import { namedHosts } from "./named-hosts";
import { refuse } from "./refusal";

/**
 * Ends of names that nobody can register in the public DNS: RFC 6761 and 6762, RFC 8375, ICANN's `internal`, and those
 * that it delegates to nobody.
 */
const PRIVATE_ENDS = [".localhost", ".local", ".home.arpa", ".internal", ".lan", ".home", ".corp", ".test"];

/**
 * Turns DNS rebinding away: a page of `http://evil.example:1880` whose name has begun to lead to this machine is of
 * the same origin as our routes, as the browser sees it. Only what it asks for in `Host` still tells: a name that this
 * Node-RED never had. An IP address can't be rebound, and so can't what comes by https or from localhost, which
 * browsers mark with `Sec-Fetch-Site`. With `adminAuth` such a page has no token, so there every name is fine.
 */
export function ownHostOnly(RED: NodeAPI): RequestHandler {
  return (request, response, next) => {
    if (isByOwnHost(RED, request)) {
      next();
      return;
    }
    refuse(response, 403, {
      reason:
        "This Node-RED does not know the name under which its editor is open, and asks nobody who they are.",
      remedy:
        "Open it by https or by its IP address, set adminAuth, or name the host in zohoClientEditorHosts of settings.js.",
    });
  };
}

function isByOwnHost(RED: NodeAPI, request: Request): boolean {
  if (request.get("sec-fetch-site") !== undefined || request.secure || asksWhoItIs(RED)) return true;
  if (request.get("origin")?.startsWith("https:") === true) return true;
  const host = hostOf(request.get("host"));
  if (host === undefined) return false;
  if (isIP(host.replace(/^\[|\]$/g, "")) !== 0 || !host.includes(".")) return true;
  if (PRIVATE_ENDS.some((end) => host.endsWith(end)) || host === hostname().toLowerCase()) return true;
  return namedHosts(RED).includes(host);
}

/** `adminAuth` without a `default`, which would let everybody in. */
function asksWhoItIs(RED: NodeAPI): boolean {
  const adminAuth: unknown = Reflect.get(RED.settings, "adminAuth");
  return typeof adminAuth === "object" && adminAuth !== null && own(adminAuth, "default") === undefined;
}

/** The name in a `Host` header, without its port and the dot that may end it. */
function hostOf(header: string | undefined): string | undefined {
  const url = `http://${header ?? ""}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, "") : undefined;
}
