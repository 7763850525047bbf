import { basis } from "../../basis/basis";
import { type CrmRoute, onRecord } from "../crm-route";
import { deleteAttachment, deleteAttachments } from "./delete-attachments";
import { getFile, uploadFiles } from "./files";
import { getAttachment } from "./get-attachment";
import { listAttachments } from "./list-attachments";
import { deletePhoto, getPhoto, uploadPhoto } from "./photo";
import { uploadAttachment } from "./upload-attachment";

const FILES = basis("apis 1.11", "documented", "official code");

/**
 * Files, attachments and photos. The pages ask for the scopes of the module and of attachments together; the OpenAPI
 * file names only the latter.
 */
export const ATTACHMENT_ROUTES: readonly CrmRoute[] = [
  {
    method: "POST",
    path: "files",
    what: "keep up to ten files of 20 MB each",
    basis: FILES,
    scope: "files.CREATE",
    answer: uploadFiles,
  },
  {
    method: "GET",
    path: "files",
    what: "a kept file; 204 where none has this ID",
    basis: FILES,
    scope: "files.READ",
    answer: getFile,
  },
  {
    method: "POST",
    path: "{module}/{id}/Attachments",
    what: "attach a file of up to 100 MB, or a link",
    basis: FILES,
    scope: "modules.{module}.CREATE",
    alsoBelow: "modules.attachments.CREATE",
    answer: onRecord(uploadAttachment),
  },
  {
    method: "GET",
    path: "{module}/{id}/Attachments",
    what: "a page of what is attached to a record",
    basis: FILES,
    scope: "modules.{module}.READ",
    alsoBelow: "modules.attachments.READ",
    answer: onRecord(listAttachments),
  },
  {
    method: "DELETE",
    path: "{module}/{id}/Attachments",
    what: "delete up to 100 attachments",
    basis: FILES,
    scope: "modules.{module}.DELETE",
    alsoBelow: "modules.attachments.DELETE",
    answer: onRecord(deleteAttachments),
  },
  {
    method: "GET",
    path: "{module}/{id}/Attachments/{attachment_id}",
    what: "an attached file; links can't be downloaded",
    basis: FILES,
    scope: "modules.{module}.READ",
    alsoBelow: "modules.attachments.READ",
    answer: onRecord(getAttachment),
  },
  {
    method: "DELETE",
    path: "{module}/{id}/Attachments/{attachment_id}",
    what: "delete one attachment",
    basis: FILES,
    scope: "modules.{module}.DELETE",
    alsoBelow: "modules.attachments.DELETE",
    answer: onRecord(deleteAttachment),
  },
  {
    method: "GET",
    path: "{module}/{id}/photo",
    what: "the photo of a Lead or Contact; 204 where it has none",
    basis: FILES,
    scope: "modules.{module}.READ",
    answer: onRecord(getPhoto),
  },
  {
    method: "POST",
    path: "{module}/{id}/photo",
    what: "give a Lead or Contact a photo of up to 10 MB",
    basis: FILES,
    scope: "modules.{module}.CREATE",
    answer: onRecord(uploadPhoto),
  },
  {
    method: "DELETE",
    path: "{module}/{id}/photo",
    what: "take the photo away",
    basis: FILES,
    scope: "modules.{module}.DELETE",
    answer: onRecord(deletePhoto),
  },
];
