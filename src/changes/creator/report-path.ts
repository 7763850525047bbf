import { invalidInput } from "../../errors/invalid-input";
import { isReportName } from "../module-names";

/**
 * The path of a report below Creator's base.
 *
 * @param module account owner, link name of the application and of the report: `acme/field-service/All_Visits`
 * @throws ZohoError `invalid_input` where it is something else
 */
export function reportPath(module: string): string {
  if (!isReportName(module)) {
    throw invalidInput(
      "The module",
      "is no report: write owner/application/report, such as acme/field-service/All_Visits",
    );
  }
  const [owner = "", app = "", report = ""] = module.split("/");
  return `data/${owner}/${app}/report/${report}`;
}
