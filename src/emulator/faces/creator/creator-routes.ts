import { basis } from "../../basis/basis";
import type { FaceRoute } from "../face";
import { addRecords } from "./add-records";
import { deleteRecord, deleteRecords, updateRecord, updateRecords } from "./change-records";
import { inApplication } from "./in-application";
import { getReportRecord, listReport } from "./read-report";

const DOCUMENTED = basis("apis P2.4", "documented");

/** Every resource of Creator that is emulated. */
export const CREATOR_ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "data/{owner}/{app}/report/{report}",
    what: "records of a report by record_cursor and max_records",
    basis: DOCUMENTED,
    scope: "ZohoCreator.report.READ",
    answer: inApplication(listReport),
  },
  {
    method: "GET",
    path: "data/{owner}/{app}/report/{report}/{id}",
    what: "one record of a report",
    basis: DOCUMENTED,
    scope: "ZohoCreator.report.READ",
    answer: inApplication(getReportRecord),
  },
  {
    method: "PATCH",
    path: "data/{owner}/{app}/report/{report}/{id}",
    what: "change one record",
    basis: DOCUMENTED,
    scope: "ZohoCreator.report.UPDATE",
    answer: inApplication(updateRecord),
  },
  {
    method: "DELETE",
    path: "data/{owner}/{app}/report/{report}/{id}",
    what: "delete one record",
    basis: DOCUMENTED,
    scope: "ZohoCreator.report.DELETE",
    answer: inApplication(deleteRecord),
  },
  {
    method: "PATCH",
    path: "data/{owner}/{app}/report/{report}",
    what: "change up to 200 records that criteria chooses; more_records tells whether to go on",
    basis: DOCUMENTED,
    scope: "ZohoCreator.report.UPDATE",
    answer: inApplication(updateRecords),
  },
  {
    method: "DELETE",
    path: "data/{owner}/{app}/report/{report}",
    what: "delete up to 200 records that criteria chooses; more_records tells whether to go on",
    basis: DOCUMENTED,
    scope: "ZohoCreator.report.DELETE",
    answer: inApplication(deleteRecords),
  },
  {
    method: "POST",
    path: "data/{owner}/{app}/form/{form}",
    what: "add up to 200 records; each succeeds or fails by itself",
    basis: DOCUMENTED,
    scope: "ZohoCreator.form.CREATE",
    answer: inApplication(addRecords),
  },
];
