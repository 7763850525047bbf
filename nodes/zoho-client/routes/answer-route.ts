import type { Request, RequestHandler, Response } from "express";
import { asZohoError } from "../../../src/errors/as-zoho-error";
import { NotThere } from "../../shared/admin/not-there";
import { ownHostOnly } from "../../shared/admin/own-host";
import { type AdminRoute, type EditorPath, permissionOf } from "../../shared/admin/route-table";
import type { NodeAPI } from "../../shared/red";
import { type ZohoService, zohoService } from "../../shared/zoho-service";
import { jsonOnly, sameOriginOnly } from "../same-origin";

/** What a route of the dialog answers, as JSON; what it throws becomes an `AdminFailure`. */
export type Answer = (service: ZohoService, request: Request, response: Response) => Promise<unknown>;

/** Adds routes that only our own editor may ask, each with the permission that `route-table.ts` names. */
export interface EditorRoutes {
  /** Reads, without side effects. */
  readonly get: (path: EditorPath<"GET">, answer: Answer) => void;
  /** Side effects and calls to Zoho, with a JSON body. */
  readonly post: (path: EditorPath<"POST">, answer: Answer) => void;
  readonly delete: (path: EditorPath<"DELETE">, answer: Answer) => void;
}

/** The admin server's routes for our editor: own origin and host, the permission of the table, and JSON in a POST. */
export function editorRoutes(RED: NodeAPI): EditorRoutes {
  const guards = <Method extends AdminRoute["method"]>(
    method: Method,
    path: EditorPath<Method>,
  ): readonly RequestHandler[] => [
    sameOriginOnly,
    ownHostOnly(RED),
    RED.auth.needsPermission(permissionOf(method, path)),
  ];
  const answered =
    (answer: Answer): RequestHandler =>
    (request, response) => {
      void respond(RED, answer, request, response);
    };
  return {
    get: (path, answer) => void RED.httpAdmin.get(path, ...guards("GET", path), answered(answer)),
    post: (path, answer) =>
      void RED.httpAdmin.post(path, ...guards("POST", path), jsonOnly, answered(answer)),
    delete: (path, answer) => void RED.httpAdmin.delete(path, ...guards("DELETE", path), answered(answer)),
  };
}

async function respond(RED: NodeAPI, answer: Answer, request: Request, response: Response): Promise<void> {
  try {
    response.json(await answer(await zohoService(RED), request, response));
  } catch (thrown) {
    if (thrown instanceof NotThere) {
      response.status(404).json({ cause: thrown.zohoError.cause });
      return;
    }
    const { cause, class: kind, code } = asZohoError(thrown);
    response.status(kind === "other" || code === "internal" ? 500 : 400).json({ cause });
  }
}
