import { basis } from "../../basis/basis";
import { COMPANIES, FIRST_NAMES, LAST_NAMES } from "../../crm/seeds/names";
import { crmLikeFace } from "./crm-like-face";
import { IOT_ERRORS, PHONEBRIDGE_ERRORS, RECRUIT_ERRORS } from "./crm-like-errors";
import type { CrmLikeModule } from "./crm-like-product";

const CANDIDATES: CrmLikeModule = {
  name: "Candidates",
  scopeName: "candidate",
  mandatory: ["Last_Name"],
  unique: "Email",
  collection: {
    name: "Candidates",
    place: 1,
    seeded: ({ n, from }) => {
      const [First_Name, Last_Name] = [from(FIRST_NAMES, "first"), from(LAST_NAMES, "last")];
      return {
        First_Name,
        Last_Name,
        Email: `${First_Name}.${Last_Name}.${n}@candidates.example`.toLowerCase(),
      };
    },
  },
};
const JOB_OPENINGS: CrmLikeModule = {
  name: "Job_Openings",
  scopeName: "jobopening",
  mandatory: ["Posting_Title"],
  unique: "Posting_Title",
  collection: {
    name: "Job_Openings",
    place: 2,
    seeded: ({ n, from }) => ({
      Posting_Title: `${from(["Fitter", "Planner", "Driver"], "title")} ${n}`,
      Client_Name: from(COMPANIES, "client"),
    }),
  },
};
const DEVICES: CrmLikeModule = {
  name: "Devices",
  mandatory: ["name"],
  unique: "name",
  collection: {
    name: "Devices",
    place: 1,
    seeded: ({ n, from }) => ({
      name: `Pump ${n}`,
      status: from(["Active", "Inactive"], "status"),
      location: from(COMPANIES, "location"),
    }),
  },
};
const ALARMS: CrmLikeModule = {
  name: "Alarms",
  mandatory: ["name"],
  unique: "name",
  collection: {
    name: "Alarms",
    place: 2,
    seeded: ({ n, from }) => ({
      name: `Alarm ${n}`,
      severity: from(["Critical", "Major", "Minor"], "severity"),
    }),
  },
};
const CALLS: CrmLikeModule = {
  name: "calls",
  mandatory: [],
  unique: "callrefid",
  collection: {
    name: "calls",
    place: 1,
    seeded: ({ n, from }) => ({
      callrefid: `call-${n}`,
      type: from(["received", "dialed", "missed"], "type"),
    }),
  },
};

/** Zoho Recruit, API v2: CRM's envelopes, but `fields` is optional and there are no page tokens. */
export const RECRUIT = crmLikeFace({
  product: "recruit",
  base: "/recruit/v2",
  scopePrefix: "ZohoRecruit",
  errors: RECRUIT_ERRORS,
  basis: basis("apis P2.6", "documented", "third party"),
  modules: [CANDIDATES, JOB_OPENINGS],
  access: "write",
});

/** Zoho IoT, API v1. Its envelopes and codes are not published: those of CRM's platform are taken. */
export const IOT = crmLikeFace({
  product: "iot",
  base: "/iot/v1",
  scopePrefix: "ZohoIOT",
  errors: IOT_ERRORS,
  basis: basis("apis P2.16", "documented", "inferred"),
  modules: [DEVICES, ALARMS],
  access: "write",
});

/** PhoneBridge, API v3. Known is how it refuses a token; a list of calls in CRM's form is our guess. */
export const PHONEBRIDGE = crmLikeFace({
  product: "phonebridge",
  base: "/phonebridge/v3",
  scopePrefix: "PhoneBridge",
  errors: PHONEBRIDGE_ERRORS,
  basis: basis("apis P2.0", "inferred"),
  modules: [CALLS],
  access: "read",
});
