import { json, type Reply } from "../../http/reply";
import { type ApiError, crmError, refuse } from "../api-answer";
import type { RecordCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { parentProblem } from "../records/related-records";
import { ambiguous } from "../records/page-ask";
import type { StoredRecord } from "../stored-record";
import { zohoTime } from "../zoho-time";
import { attachmentRow } from "./attachment-row";
import { shortened } from "./file-name";
import { keepFiles, type UploadedFile, uploadForm } from "./upload-form";

const MAX_URL_LENGTH = 3_000;
const MAX_TITLE_LENGTH = 255;

type Wanted = { readonly file: UploadedFile } | { readonly url: string; readonly title: string };

/** `POST /{module}/{id}/Attachments`: one file, or one address. Zoho CRM v8: upload an attachment. */
export function uploadAttachment(call: RecordCall): Reply {
  const refused = parentProblem(call);
  if (refused !== undefined) return refused;
  const wanted = wantedOf(call);
  if ("code" in wanted) return refuse(call.request, wanted);
  const forbidden = permissionProblem(call, call.module, "Edit");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const row = "url" in wanted ? attachLink(call, wanted.url, wanted.title) : attachFile(call, wanted.file);
  if (row === undefined) return refuse(call.request, crmError("STORAGE_SPACE_EXCEEDED"));
  call.request.facts.items = 1;
  call.data.markChanged();
  call.world.touch();
  return json(200, { data: [added(call, row)] });
}

function wantedOf(call: RecordCall): Wanted | ApiError {
  const form = uploadForm(call);
  if ("code" in form) return form;
  const [file, ...more] = form.files;
  const url = form.parameters.get("attachmentUrl");
  if (file !== undefined && url !== undefined) return ambiguous("file", "attachmentUrl");
  if (more.length > 0) return crmError("INVALID_REQUEST");
  if (file !== undefined) {
    return /\.exe$/i.test(file.name) ? crmError("FILE_NOT_SUPPORTED", { param_name: "file" }) : { file };
  }
  if (url === undefined) return crmError("REQUIRED_PARAM_MISSING", { param_name: "file" });
  if (!isWebAddress(url)) {
    const message = "the given attachment URL is incorrect";
    return crmError("INVALID_DATA", { param_name: "attachmentUrl" }, message);
  }
  // Zoho takes the page's own title where none is given; nothing is fetched here.
  const title = (form.parameters.get("title") ?? "") || url;
  return { url, title: shortened(title, MAX_TITLE_LENGTH) };
}

function isWebAddress(text: string): boolean {
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text)) return false;
  return ["http:", "https:", "ftp:"].includes(new URL(text).protocol);
}

function attachLink(call: RecordCall, linkUrl: string, name: string): StoredRecord {
  const row = attachmentRow(call, { name, linkUrl });
  call.data.attachments.attach({ parentId: call.id, row });
  return row;
}

function attachFile(call: RecordCall, uploaded: UploadedFile): StoredRecord | undefined {
  const [file] = keepFiles(call, [uploaded]) ?? [];
  if (file === undefined) return undefined;
  const row = attachmentRow(call, { name: file.name, fileId: file.id, bytes: file.content.length });
  call.data.attachments.attach({ parentId: call.id, row, fileId: file.id });
  return row;
}

function added({ org }: RecordCall, row: StoredRecord): Readonly<Record<string, unknown>> {
  const { offset } = org.place;
  return {
    code: "SUCCESS",
    details: {
      Modified_Time: zohoTime(row.modifiedAt, offset),
      Modified_By: { name: row.modifiedBy.name, id: row.modifiedBy.id },
      Created_Time: zohoTime(row.createdAt, offset),
      id: row.id,
      Created_By: { name: row.createdBy.name, id: row.createdBy.id },
    },
    message: "attachment uploaded successfully",
    status: "success",
  };
}
