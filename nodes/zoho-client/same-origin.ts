import type { NextFunction, Request, Response } from "express";

/**
 * Lets only our own editor through. Node-RED 4 answers every site with `Access-Control-Allow-Origin: *`, and
 * without adminAuth nothing else keeps a web page from pressing our buttons.
 */
export function sameOriginOnly(request: Request, response: Response, next: NextFunction): void {
  const site = request.get("sec-fetch-site");
  const origin = request.get("origin");
  const foreign =
    (site !== undefined && site !== "same-origin" && site !== "none") ||
    (origin !== undefined && !isOwn(request, origin));
  if (foreign) {
    response.status(403).json({ error: "This address answers only Node-RED's own editor." });
    return;
  }
  response.removeHeader("Access-Control-Allow-Origin");
  response.set("Cache-Control", "no-store");
  next();
}

/** Side effects only with a JSON body, which no form of a foreign page can send. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  if (request.is("application/json") === false) {
    response.status(415).json({ error: "Send JSON." });
    return;
  }
  next();
}

function isOwn(request: Request, origin: string): boolean {
  try {
    return new URL(origin).host === (request.get("x-forwarded-host") ?? request.get("host"));
  } catch {
    return false;
  }
}
