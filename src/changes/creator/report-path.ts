import { invalidInput } from "../../errors/invalid-input";

/**
 * The path of a report below Creator's base.
 *
 * @param module account owner, link name of the application and of the report: `acme/field-service/All_Visits`
 * @throws ZohoError `invalid_input` where it is something else
 */
export function reportPath(module: string): string {
  const found = /^([\w.-]{1,100})\/([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(module);
  const [, owner = "", app = "", report = ""] = found ?? [];
  if ([owner, app, report].some((part) => part === "" || /^\.+$/.test(part))) {
    throw invalidInput(
      "The module",
      "is no report: write owner/application/report, such as acme/field-service/All_Visits",
    );
  }
  return `data/${owner}/${app}/report/${report}`;
}
