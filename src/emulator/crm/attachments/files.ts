import { empty, json, type Reply } from "../../http/reply";
import { type ApiError, crmError, refuse } from "../api-answer";
import type { ApiCall } from "../api-call";
import { download } from "./download";
import { keepFiles, type UploadedFile, uploadForm } from "./upload-form";

/** Zoho CRM v8: upload files to Zoho File System. */
const MAX_FILES = 10;
const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** `POST /files`: keeps up to ten files, or none of them where one is too large. */
export function uploadFiles(call: ApiCall): Reply {
  const files = filesOf(call);
  if ("code" in files) return refuse(call.request, files);
  const kept = keepFiles(call, files);
  if (kept === undefined) return refuse(call.request, crmError("STORAGE_SPACE_EXCEEDED"));
  call.request.facts.items = kept.length;
  call.data.markChanged();
  call.world.touch();
  return json(200, {
    data: kept.map(({ id, name }) => ({
      code: "SUCCESS",
      details: { name, id },
      message: `${name} uploaded Succesfully`,
      status: "success",
    })),
  });
}

function filesOf(call: ApiCall): readonly UploadedFile[] | ApiError {
  const type = call.request.query.get("type");
  if (type !== null && type !== "inline") {
    return crmError("INVALID_DATA", { param_name: "type", supported_values: ["inline"] });
  }
  const form = uploadForm(call);
  if ("code" in form) return form;
  const { files } = form;
  if (files.length > MAX_FILES) return crmError("INVALID_REQUEST");
  if (files.length === 0 || files.some(({ content }) => content.length === 0)) {
    return crmError("failure_in_attachment_handling");
  }
  const isTooLarge = files.some(({ content }) => content.length > MAX_FILE_BYTES);
  return isTooLarge ? crmError("FILE_SIZE_MORE_THAN_ALLOWED_SIZE") : files;
}

/** `GET /files?id=`: the file; 204 where there is none with this ID. */
export function getFile({ request, data }: ApiCall): Reply {
  const id = request.query.get("id");
  if (id === null) return refuse(request, crmError("REQUIRED_PARAM_MISSING", { param_name: "id" }));
  const file = data.attachments.file(id);
  return file === undefined ? empty(204) : download(file);
}
