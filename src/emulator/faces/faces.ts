import type { OwnHostProduct } from "../hosts/virtual-hosts";
import { CREATOR } from "./creator/creator-face";
import { IOT, PHONEBRIDGE, RECRUIT } from "./crm-like/crm-like-faces";
import { DESK } from "./desk/desk-face";
import type { Face } from "./face";
import { FINANCE_FACES } from "./finance/finance-faces";
import { PEOPLE } from "./people/people-face";
import { PROJECTS } from "./projects/projects-face";
import { ANALYTICS } from "./small/analytics-face";
import { CAMPAIGNS, MARKETING_AUTOMATION } from "./small/campaigns-faces";
import { CLIQ } from "./small/cliq-face";
import { MAIL } from "./small/mail-face";
import { SHEET } from "./small/sheet-face";
import { SIGN } from "./small/sign-face";
import { WORKDRIVE } from "./small/workdrive-face";

/** Faces on a host of their own in each data center. */
export const OWN_HOST_FACES: Readonly<Record<OwnHostProduct, Face>> = {
  desk: DESK,
  people: PEOPLE,
  projects: PROJECTS,
  recruit: RECRUIT,
  analytics: ANALYTICS,
  campaigns: CAMPAIGNS,
  cliq: CLIQ,
  mail: MAIL,
  "marketing-automation": MARKETING_AUTOMATION,
  sheet: SHEET,
  sign: SIGN,
};

/** Faces on the API gateway, beside CRM and Bigin. */
export const GATEWAY_FACES: readonly Face[] = [...FINANCE_FACES, CREATOR, WORKDRIVE, IOT, PHONEBRIDGE];

/** Every product that is emulated beside CRM and Bigin: for docs and tests. */
export const FACES: readonly Face[] = [
  DESK,
  ...FINANCE_FACES,
  CREATOR,
  PEOPLE,
  PROJECTS,
  RECRUIT,
  IOT,
  ANALYTICS,
  CAMPAIGNS,
  MARKETING_AUTOMATION,
  CLIQ,
  MAIL,
  PHONEBRIDGE,
  SHEET,
  SIGN,
  WORKDRIVE,
];
