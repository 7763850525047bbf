import type { NextFunction, Request, Response } from "express";
import { refuse } from "../shared/admin/refusal";

/**
 * Lets only our own editor through. Node-RED 4 answers every site with `Access-Control-Allow-Origin: *` and allows
 * whatever headers it asks for, and without adminAuth nothing else keeps a web page from pressing our buttons.
 *
 * So only what no page can write counts: `Sec-Fetch-Site`, which browsers send over https and on localhost, and
 * which holds behind a proxy that rewrites `Host`; without it, `Origin` compared with `Host`. `X-Forwarded-Host` is
 * never looked at: a page may add it.
 */
export function sameOriginOnly(request: Request, response: Response, next: NextFunction): void {
  if (!isOwnEditor(request)) {
    refuse(response, 403, {
      reason: "This address answers only Node-RED's own editor.",
      remedy: "Behind a proxy, open the editor by https, or let the proxy keep the Host header.",
    });
    return;
  }
  response.removeHeader("Access-Control-Allow-Origin");
  response.set("Cache-Control", "no-store");
  next();
}

/** Side effects only with a JSON object, which no form of a foreign page can send; nothing at all is one without fields. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  if (request.is("application/json") === false) {
    refuse(response, 415, { reason: "The body is not JSON.", remedy: "Send it as application/json." });
    return;
  }
  const body: unknown = request.body;
  if (Array.isArray(body) || (typeof body !== "object" && body !== undefined)) {
    refuse(response, 400, { reason: "The body is no JSON object.", remedy: "Send its fields as an object." });
    return;
  }
  next();
}

function isOwnEditor(request: Request): boolean {
  const site = request.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = request.get("origin");
  // No browser leaves it out of a request of a foreign page that has a side effect or whose answer can be read.
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === request.get("host");
  } catch {
    return false;
  }
}
