import type { Request } from "express";
import { isRecordId } from "../../../src/vault/record-id";
import { NotThere } from "../../shared/admin/not-there";

/**
 * The ID of a connection in the path of a request.
 *
 * @throws NotThere for what can be none, such as a path
 */
export function connectionInPath(request: Request): string {
  const id = String(request.params["id"]);
  if (!isRecordId(id)) throw noSuchConnection();
  return id;
}

/** The connection that a path names is gone, or never was. */
export function noSuchConnection(): NotThere {
  return new NotThere("The connection", "does not exist any more");
}
