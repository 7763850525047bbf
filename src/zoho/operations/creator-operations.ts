import { type Operation, operations } from "./operation";

const REPORT = "data/{owner}/{app}/report/{report}";

/** Zoho Creator API v2.1. */
export const CREATOR_OPERATIONS: readonly Operation[] = operations(
  "creator",
  "Zoho Creator v2.1: get, add, update and delete records",
  {
    listRecords: { method: "GET", path: REPORT, scopes: ["ZohoCreator.report.READ"], isList: true },
    getRecord: { method: "GET", path: `${REPORT}/{id}`, scopes: ["ZohoCreator.report.READ"] },
    addRecords: {
      method: "POST",
      path: "data/{owner}/{app}/form/{form}",
      scopes: ["ZohoCreator.form.CREATE"],
      body: { json: { Field_Name: "" } },
    },
    updateRecord: {
      method: "PATCH",
      path: `${REPORT}/{id}`,
      scopes: ["ZohoCreator.report.UPDATE"],
      body: { json: { Field_Name: "" } },
    },
    updateRecords: {
      method: "PATCH",
      path: REPORT,
      scopes: ["ZohoCreator.report.UPDATE"],
      body: { json: { criteria: '(Field_Name == "")', data: { Field_Name: "" } } },
    },
    deleteRecord: { method: "DELETE", path: `${REPORT}/{id}`, scopes: ["ZohoCreator.report.DELETE"] },
    deleteRecords: {
      method: "DELETE",
      path: REPORT,
      scopes: ["ZohoCreator.report.DELETE"],
      body: { json: { criteria: '(Field_Name == "")' } },
      bodyFormat: "json",
    },
  },
);
