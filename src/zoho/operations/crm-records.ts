import { type Operation, operations, type OperationQuery } from "./operation";

const READ = ["ZohoCRM.modules.{module}.READ"];
const CREATE = ["ZohoCRM.modules.{module}.CREATE"];
const UPDATE = ["ZohoCRM.modules.{module}.UPDATE"];
const DELETE = ["ZohoCRM.modules.{module}.DELETE"];

/** Mandatory since v3; the node itself adds them to a list that names none. */
const FIELDS: OperationQuery = { name: "fields", example: "Last_Name,Email" };
const NEEDED_FIELDS: OperationQuery = { ...FIELDS, needed: true };
const IDS: OperationQuery = { name: "ids", example: "{{payload.ids}}", needed: true };

const READING = operations(
  "crm",
  "Zoho CRM v8: get records, search records, record count, COQL, related lists",
  {
    listRecords: { method: "GET", path: "{module}", scopes: READ, isList: true, query: [FIELDS] },
    getRecord: { method: "GET", path: "{module}/{id}", scopes: READ },
    searchRecords: {
      method: "GET",
      path: "{module}/search",
      scopes: [...READ, "ZohoSearch.securesearch.READ"],
      isList: true,
      query: [{ name: "criteria", example: "(Email:equals:{{payload.email}})", needed: true }],
    },
    countRecords: { method: "GET", path: "{module}/actions/count", scopes: READ },
    listDeleted: {
      method: "GET",
      path: "{module}/deleted",
      scopes: READ,
      isList: true,
      query: [{ name: "type", example: "all" }],
    },
    query: {
      method: "POST",
      path: "coql",
      scopes: ["ZohoCRM.coql.READ", "ZohoCRM.modules.READ"],
      isList: true,
      body: {
        json: { select_query: "select Last_Name, Email from Leads where id is not null limit 0, 200" },
      },
    },
    listRelated: {
      method: "GET",
      path: "{module}/{id}/{related}",
      scopes: READ,
      isList: true,
      query: [NEEDED_FIELDS],
    },
    listNotes: {
      method: "GET",
      path: "{module}/{id}/Notes",
      scopes: [...READ, "ZohoCRM.modules.Notes.READ"],
      isList: true,
      query: [{ name: "fields", example: "Note_Title,Note_Content", needed: true }],
    },
  },
);

const WRITING = operations("crm", "Zoho CRM v8: insert, update, upsert and delete records, notes", {
  createRecords: {
    method: "POST",
    path: "{module}",
    scopes: CREATE,
    body: { json: {}, fields: "mandatory" },
  },
  upsertRecords: {
    method: "POST",
    path: "{module}/upsert",
    scopes: CREATE,
    body: { json: {}, fields: "mandatory" },
  },
  updateRecord: { method: "PUT", path: "{module}/{id}", scopes: UPDATE, body: { json: { Description: "" } } },
  updateRecords: {
    method: "PUT",
    path: "{module}",
    scopes: UPDATE,
    body: { json: [{ id: "", Description: "" }] },
  },
  deleteRecord: { method: "DELETE", path: "{module}/{id}", scopes: DELETE },
  deleteRecords: { method: "DELETE", path: "{module}", scopes: DELETE, query: [IDS] },
  addNotes: {
    method: "POST",
    path: "{module}/{id}/Notes",
    scopes: [...READ, "ZohoCRM.modules.Notes.CREATE"],
    body: { json: { Note_Title: "", Note_Content: "" } },
  },
});

const ATTACHED_FIELDS: OperationQuery = { name: "fields", example: "File_Name,Size", needed: true };

const FILES = operations("crm", "Zoho CRM v8: attachments, photos, files", {
  listAttachments: {
    method: "GET",
    path: "{module}/{id}/Attachments",
    scopes: [...READ, "ZohoCRM.modules.attachments.READ"],
    isList: true,
    query: [ATTACHED_FIELDS],
  },
  addAttachment: {
    method: "POST",
    path: "{module}/{id}/Attachments",
    scopes: [...CREATE, "ZohoCRM.modules.attachments.CREATE"],
    bodyFormat: "multipart",
  },
  getAttachment: {
    method: "GET",
    path: "{module}/{id}/Attachments/{attachment_id}",
    scopes: [...READ, "ZohoCRM.modules.attachments.READ"],
  },
  deleteAttachment: {
    method: "DELETE",
    path: "{module}/{id}/Attachments/{attachment_id}",
    scopes: [...DELETE, "ZohoCRM.modules.attachments.DELETE"],
  },
  deleteAttachments: {
    method: "DELETE",
    path: "{module}/{id}/Attachments",
    scopes: [...DELETE, "ZohoCRM.modules.attachments.DELETE"],
    query: [IDS],
  },
  getPhoto: { method: "GET", path: "{module}/{id}/photo", scopes: READ },
  setPhoto: { method: "POST", path: "{module}/{id}/photo", scopes: CREATE, bodyFormat: "multipart" },
  deletePhoto: { method: "DELETE", path: "{module}/{id}/photo", scopes: DELETE },
  keepFiles: { method: "POST", path: "files", scopes: ["ZohoCRM.files.CREATE"], bodyFormat: "multipart" },
  getFile: {
    method: "GET",
    path: "files",
    scopes: ["ZohoCRM.files.READ"],
    query: [{ name: "id", example: "{{payload.file_id}}", needed: true }],
  },
});

/** Reading, writing and attaching, as every module of CRM has them. */
export const CRM_RECORDS: readonly Operation[] = [...READING, ...WRITING, ...FILES];
