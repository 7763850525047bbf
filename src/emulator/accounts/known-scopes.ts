import { appOfScope } from "../../zoho/apps";
import { malformedScopes } from "../../zoho/scopes";

/** Services beside those of the apps table. Zoho publishes no list; these are the first segments its pages print. */
const OTHER_SERVICES = [
  "contracts",
  "mdmondemand",
  "salesiq",
  "sdpondemand",
  "site24x7",
  "workdrive",
  "zohoanalytics",
  "zohoassist",
  "zohobackstage",
  "zohocalendar",
  "zohocliq",
  "zohocommerce",
  "zohodirectory",
  "zohofiles",
  "zohofsm",
  "zohomail",
  "zohomeeting",
  "zohopay",
  "zohopaysandbox",
  "zohosearch",
  "zohosheet",
  "zohosign",
  "zohosprints",
  "zohoworkerly",
  "zohowriter",
];

/** Areas of CRM and Bigin by their API pages; in the other services any area is taken. */
const CRM_AREAS = [
  "bulk",
  "composite_requests",
  "coql",
  "files",
  "graphql",
  "mass_convert",
  "modules",
  "notifications",
  "org",
  "send_mail",
  "settings",
  "share",
  "templates",
  "users",
  "zia",
];
const CRM_PREFIXES = ["zohocrm", "zohobigin"];
const OPENID = ["openid", "email", "profile", "phone"];

/** The scopes that Zoho would answer with its "Invalid OAuth Scope" page. */
export function unknownScopes(scopes: readonly string[]): readonly string[] {
  const malformed = malformedScopes(scopes);
  return scopes.filter((scope) => malformed.includes(scope) || !isKnown(scope.toLowerCase()));
}

function isKnown(scope: string): boolean {
  if (OPENID.includes(scope)) return true;
  const [service = "", area = ""] = scope.split(".");
  if (CRM_PREFIXES.includes(service)) return CRM_AREAS.includes(area) && scope.split(".").length >= 3;
  return appOfScope(scope) !== undefined || OTHER_SERVICES.includes(service);
}
