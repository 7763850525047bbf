import type { Reply } from "../../http/reply";
import type { StoredFile } from "./attachment-store";
import { contentDisposition } from "./file-name";

/**
 * Types of uploads that come back as they were; all others become `application/octet-stream`. Zoho's SDKs take an answer
 * of any other type for no file at all, and one of `application/json` for an error.
 */
const KEPT_TYPES: ReadonlySet<string> = new Set([
  "application/pdf",
  "application/zip",
  "image/bmp",
  "image/gif",
  "image/jpeg",
  "image/png",
  "text/csv",
  "text/html",
  "text/plain",
]);

/** A file as a download. `nosniff` and the disposition keep a browser from running what somebody uploaded. */
export function download(file: StoredFile): Reply {
  return {
    status: 200,
    headers: {
      "Content-Type": KEPT_TYPES.has(file.contentType)
        ? `${file.contentType};charset=UTF-8`
        : "application/octet-stream;charset=UTF-8",
      "Content-Disposition": contentDisposition(file.name),
      "X-Content-Type-Options": "nosniff",
    },
    body: file.content,
  };
}
