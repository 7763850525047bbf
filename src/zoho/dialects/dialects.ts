import { ANALYTICS } from "./analytics";
import { CAMPAIGNS, MARKETING_AUTOMATION } from "./campaigns";
import { CLIQ } from "./cliq";
import { CREATOR } from "./creator";
import { CRM } from "./crm";
import { DESK } from "./desk";
import type { Dialect, DialectId } from "./dialect";
import { FINANCE } from "./finance";
import { MAIL } from "./mail";
import { PEOPLE } from "./people";
import { PROJECTS } from "./projects";
import { SHEET } from "./sheet";
import { SIGN } from "./sign";
import { WORKDRIVE } from "./workdrive";
import { ZEPTOMAIL } from "./zeptomail";

/** Every dialect by its ID. A new one is a row here and a file next to it. */
export const DIALECTS: Readonly<Record<DialectId, Dialect>> = {
  crm: CRM,
  desk: DESK,
  finance: FINANCE,
  creator: CREATOR,
  people: PEOPLE,
  projects: PROJECTS,
  sign: SIGN,
  workdrive: WORKDRIVE,
  cliq: CLIQ,
  analytics: ANALYTICS,
  mail: MAIL,
  sheet: SHEET,
  campaigns: CAMPAIGNS,
  "marketing-automation": MARKETING_AUTOMATION,
  zeptomail: ZEPTOMAIL,
};
