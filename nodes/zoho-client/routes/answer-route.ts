import type { Request, RequestHandler, Response } from "express";
import type { NodeAPI } from "../../shared/red";
import { asZohoError } from "../../shared/report-error";
import { type ZohoService, zohoService } from "../../shared/zoho-service";
import { jsonOnly, sameOriginOnly } from "../same-origin";

/** What a route of the dialog answers, as JSON; what it throws becomes an `AdminFailure`. */
export type Answer = (service: ZohoService, request: Request, response: Response) => Promise<unknown>;

/** Adds routes that only our own editor may ask, each with the permission that it takes. */
export interface EditorRoutes {
  /** Reads, without side effects. */
  readonly get: (path: string, answer: Answer) => void;
  /** Side effects, with a JSON body. */
  readonly post: (path: string, answer: Answer) => void;
  readonly delete: (path: string, answer: Answer) => void;
}

/** The admin server's routes for the dialog: same origin, and the permission `zoho-client.read` or `.write`. */
export function editorRoutes(RED: NodeAPI): EditorRoutes {
  const read = [sameOriginOnly, RED.auth.needsPermission("zoho-client.read")];
  const write = [sameOriginOnly, RED.auth.needsPermission("zoho-client.write")];
  const answered =
    (answer: Answer): RequestHandler =>
    (request, response) => {
      void respond(RED, answer, request, response);
    };
  return {
    get: (path, answer) => void RED.httpAdmin.get(path, ...read, answered(answer)),
    post: (path, answer) => void RED.httpAdmin.post(path, ...write, jsonOnly, answered(answer)),
    delete: (path, answer) => void RED.httpAdmin.delete(path, ...write, answered(answer)),
  };
}

async function respond(RED: NodeAPI, answer: Answer, request: Request, response: Response): Promise<void> {
  try {
    response.json(await answer(await zohoService(RED), request, response));
  } catch (thrown) {
    const error = asZohoError(thrown);
    response.status(error.class === "other" ? 500 : 400).json({ cause: error.cause });
  }
}
