import { basis } from "../basis/basis";
import { ATTACHMENT_ROUTES } from "./attachments/attachment-routes";
import {
  asksForSorting,
  coqlCredits,
  DELETED_CREDITS,
  listCredits,
  SEARCH_CREDITS,
  writeCredits,
  writesMany,
} from "./call-costs";
import { runCoql } from "./coql/run-coql";
import { type CrmRoute, inModule, onRecord } from "./crm-route";
import { getOrg } from "./org";
import { countRecords } from "./records/count-records";
import { deleteRecord, deleteRecords } from "./records/delete-records";
import { getRecord } from "./records/get-record";
import { insertNotes } from "./records/insert-notes";
import { insertRecords } from "./records/insert-records";
import { listDeleted } from "./records/list-deleted";
import { listRecords } from "./records/list-records";
import { relatedRecords } from "./records/related-records";
import { updateRecord, updateRecords } from "./records/update-records";
import { upsertRecords } from "./records/upsert-records";
import { searchRecords } from "./search/search-records";
import { SETTINGS_ROUTES } from "./settings/settings-routes";
import { getUser, getUsers } from "./users";

const READ = basis("apis 1.5", "documented", "official code");
const WRITE = basis("apis 1.6", "documented", "official code");
const METADATA = basis("apis 1.12", "official code");

/**
 * Every resource of CRM and Bigin that is emulated. A path is looked for from the top, so fixed paths stand before
 * those with names in braces.
 */
export const CRM_ROUTES: readonly CrmRoute[] = [
  {
    method: "GET",
    path: "org",
    what: "the org and environment of the token",
    basis: METADATA,
    scope: "org.READ",
    answer: getOrg,
  },
  {
    method: "GET",
    path: "users",
    what: "users by type",
    basis: METADATA,
    scope: "users.READ",
    answer: getUsers,
  },
  {
    method: "GET",
    path: "users/{id}",
    what: "one user; 204 where no user has this ID",
    basis: METADATA,
    scope: "users.READ",
    answer: getUser,
  },
  ...SETTINGS_ROUTES,
  {
    method: "POST",
    path: "coql",
    what: "a query: a subset of COQL without joins over several steps, groups and functions",
    basis: READ,
    scope: "coql.READ",
    credits: coqlCredits,
    isHeavy: () => true,
    answer: runCoql,
  },
  ...ATTACHMENT_ROUTES,
  {
    method: "GET",
    path: "{module}/search",
    what: "records by criteria, e-mail address, phone number or word",
    basis: READ,
    scope: "modules.{module}.READ",
    alsoScope: "ZohoSearch.securesearch.READ",
    credits: () => SEARCH_CREDITS,
    isHeavy: () => true,
    answer: inModule(searchRecords),
  },
  {
    method: "GET",
    path: "{module}/deleted",
    what: "records that were deleted: still in the recycle bin, or for good after 60 days",
    basis: READ,
    scope: "modules.{module}.READ",
    credits: () => DELETED_CREDITS,
    answer: inModule(listDeleted),
  },
  {
    method: "GET",
    path: "{module}/actions/count",
    what: "how many records there are, a custom view lists, or a search would find",
    basis: READ,
    scope: "modules.{module}.READ",
    answer: inModule(countRecords),
  },
  {
    method: "POST",
    path: "{module}/upsert",
    what: "change the record that has the same unique value, or add one",
    basis: WRITE,
    scope: "modules.{module}.CREATE",
    credits: writeCredits,
    isHeavy: writesMany,
    answer: inModule(upsertRecords),
  },
  {
    method: "GET",
    path: "{module}/{id}",
    what: "one record; 204 where no record has this ID",
    basis: READ,
    scope: "modules.{module}.READ",
    answer: onRecord(getRecord),
  },
  {
    method: "PUT",
    path: "{module}/{id}",
    what: "change one record; 412 where it changed after If-Unmodified-Since",
    basis: WRITE,
    scope: "modules.{module}.UPDATE",
    answer: onRecord(updateRecord),
  },
  {
    method: "DELETE",
    path: "{module}/{id}",
    what: "delete one record",
    basis: WRITE,
    scope: "modules.{module}.DELETE",
    answer: onRecord(deleteRecord),
  },
  {
    method: "GET",
    path: "{module}",
    what: "a page of records, of all or of a custom view: by page number up to 2,000, by page token up to 100,000",
    basis: READ,
    scope: "modules.{module}.READ",
    credits: listCredits,
    isHeavy: asksForSorting,
    answer: inModule(listRecords),
  },
  {
    method: "POST",
    path: "{module}",
    what: "add up to 100 records",
    basis: WRITE,
    scope: "modules.{module}.CREATE",
    credits: writeCredits,
    isHeavy: writesMany,
    answer: inModule(insertRecords),
  },
  {
    method: "PUT",
    path: "{module}",
    what: "change up to 100 records",
    basis: WRITE,
    scope: "modules.{module}.UPDATE",
    credits: writeCredits,
    isHeavy: writesMany,
    answer: inModule(updateRecords),
  },
  {
    method: "DELETE",
    path: "{module}",
    what: "delete up to 100 records",
    basis: WRITE,
    scope: "modules.{module}.DELETE",
    answer: inModule(deleteRecords),
  },
  {
    method: "POST",
    path: "{module}/{id}/Notes",
    what: "add notes to a record",
    basis: WRITE,
    scope: "modules.{module}.READ",
    alsoBelow: "modules.Notes.CREATE",
    credits: writeCredits,
    isHeavy: writesMany,
    answer: onRecord(insertNotes),
  },
  {
    method: "GET",
    path: "{module}/{id}/Notes",
    what: "the notes of a record",
    basis: READ,
    scope: "modules.{module}.READ",
    alsoBelow: "modules.Notes.READ",
    isHeavy: asksForSorting,
    answer: onRecord((call) => relatedRecords(call, "Notes")),
  },
  {
    method: "GET",
    path: "{module}/{id}/{related}",
    what: "a page of the records of a related list, e.g. Contacts of an Account",
    basis: READ,
    scope: "modules.{module}.READ",
    isHeavy: asksForSorting,
    answer: onRecord((call) => relatedRecords(call)),
  },
];
