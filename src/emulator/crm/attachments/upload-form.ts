import { formParameters } from "../../http/form-parameters";
import { readMultipart } from "../../http/multipart";
import { type ApiError, crmError } from "../api-answer";
import type { ApiCall } from "../api-call";
import type { StoredFile } from "./attachment-store";
import { safeFileName } from "./file-name";

/** What an upload brings. */
export interface UploadForm {
  /** The parts named `file`, whose contents are views of the body. */
  readonly files: readonly UploadedFile[];
  /** The other parameters, of body and query. */
  readonly parameters: ReadonlyMap<string, string>;
}

export type UploadedFile = Omit<StoredFile, "id">;

const MEDIA_TYPE = /^[\w!#$&^.+-]{1,80}\/[\w!#$&^.+-]{1,80}$/;

/** Reads the body of an upload; an error where it is no form, or a broken one. */
export function uploadForm({ request }: ApiCall): UploadForm | ApiError {
  const contentType = request.headers["content-type"] ?? "";
  const parameters = formParameters(request);
  if (request.body.length === 0 || /^application\/x-www-form-urlencoded/i.test(contentType)) {
    return { files: [], parameters };
  }
  if (!/^multipart\/form-data/i.test(contentType)) return crmError("MEDIA_TYPE_NOT_SUPPORTED");
  const read = readMultipart(request.body, contentType);
  if ("problem" in read) {
    const message = `the request body can't be read as multipart/form-data: ${read.problem}`;
    return crmError("REQUEST_BODY_NOT_READABLE", {}, message);
  }
  const files = read.parts.flatMap(({ name, fileName, contentType: sentType, content }) => {
    if (name !== "file" || fileName === undefined) return [];
    const type = (sentType.split(";", 1)[0] ?? "").trim().toLowerCase();
    return [
      {
        name: safeFileName(fileName),
        contentType: MEDIA_TYPE.test(type) ? type : "application/octet-stream",
        content,
      },
    ];
  });
  return { files, parameters };
}

/**
 * Keeps uploaded files.
 *
 * @returns undefined where they don't fit any more
 */
export function keepFiles(
  { world, data }: ApiCall,
  files: readonly UploadedFile[],
): readonly StoredFile[] | undefined {
  const kept = files.map(({ name, contentType, content }) => ({
    id: world.random.hex("file id"),
    name,
    contentType,
    // A copy of its own: a view would hold the whole body, which may be much larger than the file.
    content: Buffer.from(content),
  }));
  return data.attachments.addFiles(kept) ? kept : undefined;
}
