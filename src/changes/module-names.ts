/** API names of modules: `Leads`, `Custom_Module_1`, `customerpayments`. */
const MODULE = /^[A-Za-z]\w{0,99}$/;

/** Link names: what stands in the address of a report. */
const LINK_NAME = /^(?!\.+$)[\w.-]{1,100}$/;

export function isModuleName(module: string): boolean {
  return MODULE.test(module);
}

/** True for account owner, link name of the application and of the report: `acme/field-service/All_Visits`. */
export function isReportName(module: string): boolean {
  const parts = module.split("/");
  return parts.length === 3 && parts.every((part) => LINK_NAME.test(part));
}
