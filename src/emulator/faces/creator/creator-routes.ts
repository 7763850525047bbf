import { basis } from "../../basis/basis";
import type { FaceRoute } from "../face";
import { addRecords } from "./add-records";
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
    method: "POST",
    path: "data/{owner}/{app}/form/{form}",
    what: "add up to 200 records; each succeeds or fails by itself",
    basis: DOCUMENTED,
    scope: "ZohoCreator.form.CREATE",
    answer: inApplication(addRecords),
  },
];
