import { invalidInput } from "../../errors/invalid-input";
import type { RequestBody } from "./request-body";
import { type FilePlace, isFileValue, sentFile, shownFile } from "./sent-file";
import { checkUpload, type UploadLimits } from "./size-limits";
import { streamed } from "./streamed";

/**
 * A body that is one file: a path on this machine, a Buffer, a stream, or an object that says more of it.
 *
 * @throws ZohoError `invalid_input`, `file_unusable`, `body_too_large`
 */
export async function fileBody(
  value: unknown,
  options: FilePlace & { readonly limits: UploadLimits },
): Promise<RequestBody> {
  const described = typeof value === "string" ? { path: value } : value;
  if (!isFileValue(described))
    throw invalidInput(
      "The body",
      'must be a file: a path, a Buffer, or an object such as {path: "/data/a.pdf"}',
    );
  const file = await sentFile(described, "The body", options);
  checkUpload([file], file.bytes, options.limits);
  return {
    content: streamed({ ...file, maxBytes: options.limits.bodyBytes }),
    contentType: file.type,
    shown: shownFile(file),
  };
}
