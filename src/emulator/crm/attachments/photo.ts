import { empty, json, type Reply } from "../../http/reply";
import { type ApiError, crmError, refuse } from "../api-answer";
import type { RecordCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { UNKNOWN_ID } from "../records/item-errors";
import { download } from "./download";
import { keepFiles, type UploadedFile, uploadForm } from "./upload-form";

/** Zoho CRM v8: upload an image. */
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/** Modules whose records have a photo here. */
const MODULES_WITH_PHOTO = ["Leads", "Contacts"];

/** What images begin with, as latin1. */
const IMAGES: readonly (readonly [type: string, start: string])[] = [
  ["image/png", "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", "\xff\xd8\xff"],
  ["image/gif", "GIF8"],
  ["image/bmp", "BM"],
];

/** `GET /{module}/{id}/photo`: the image; 204 where there is none. */
export function getPhoto(call: RecordCall): Reply {
  const problem = recordProblem(call) ?? permissionProblem(call, call.module, "View");
  if (problem !== undefined) return refuse(call.request, problem);
  const photo = call.data.attachments.photoOf(call.id);
  return photo === undefined ? empty(204) : download(photo);
}

/** `POST /{module}/{id}/photo`: takes the place of the one before. */
export function uploadPhoto(call: RecordCall): Reply {
  const problem = recordProblem(call);
  if (problem !== undefined) return refuse(call.request, problem);
  const image = imageOf(call);
  if ("code" in image) return refuse(call.request, image);
  const forbidden = permissionProblem(call, call.module, "Edit");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const [file] = keepFiles(call, [image]) ?? [];
  if (file === undefined) return refuse(call.request, crmError("STORAGE_SPACE_EXCEEDED"));
  call.data.attachments.setPhoto(call.id, file);
  return done(call, "photo uploaded successfully");
}

/** `DELETE /{module}/{id}/photo`. */
export function deletePhoto(call: RecordCall): Reply {
  const problem = recordProblem(call) ?? permissionProblem(call, call.module, "Edit");
  if (problem !== undefined) return refuse(call.request, problem);
  call.data.attachments.setPhoto(call.id, undefined);
  return done(call, "photo deleted");
}

/** Unlike below Attachments, a record that is none is 400. Zoho CRM v8, OpenAPI file of the record photo. */
function recordProblem({ module, data, id }: RecordCall): ApiError | undefined {
  if (!MODULES_WITH_PHOTO.includes(module.apiName))
    return crmError("INVALID_MODULE", { resource_path_index: 0 });
  const record = data.modules.get(module.apiName)?.get(id);
  return record === undefined ? crmError("INVALID_DATA", { id }, UNKNOWN_ID) : undefined;
}

function imageOf(call: RecordCall): UploadedFile | ApiError {
  const form = uploadForm(call);
  if ("code" in form) return form;
  const [file, ...more] = form.files;
  if (file === undefined) return crmError("REQUIRED_PARAM_MISSING", { param_name: "file" });
  if (more.length > 0) return crmError("INVALID_REQUEST");
  if (file.content.length > MAX_PHOTO_BYTES) return crmError("FILE_SIZE_MORE_THAN_ALLOWED_SIZE");
  const start = file.content.toString("latin1", 0, 16);
  const image = IMAGES.find(([, mark]) => start.startsWith(mark));
  return image === undefined
    ? crmError("FILE_NOT_SUPPORTED", { param_name: "file" })
    : { ...file, contentType: image[0] };
}

/** The answer stands alone, without `data`. */
function done({ data, world }: RecordCall, message: string): Reply {
  data.markChanged();
  world.touch();
  return json(200, { message, details: {}, status: "success", code: "SUCCESS" });
}
