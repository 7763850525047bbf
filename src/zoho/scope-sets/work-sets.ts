import { SEARCH } from "../scope-rules/scope-rule";
import { area, calls, helper, moreAreas, type ScopeSet } from "./scope-set";

const DESK: ScopeSet = {
  source: "Zoho Desk API v1: the scopes of its OpenAPI files",
  offers: [
    area("Desk", "tickets"),
    area("Desk", "contacts"),
    helper("org", "Desk.basic.READ"),
    calls("search", { read: ["Desk.search.READ"] }, { isPreset: false }),
    ...moreAreas("Desk", "tasks events calls products articles"),
  ],
};

/** Records come in by a form and are read and changed in a report. */
const CREATOR: ScopeSet = {
  source: "Zoho Creator API v2.1: the scope of each API page",
  offers: [
    calls("records", {
      read: ["ZohoCreator.report.READ"],
      write: ["ZohoCreator.form.CREATE", "ZohoCreator.report.UPDATE"],
      delete: ["ZohoCreator.report.DELETE"],
    }),
    helper("modules", "ZohoCreator.meta.application.READ"),
    helper("fields", "ZohoCreator.meta.form.READ"),
  ],
};

const PROJECTS: ScopeSet = {
  source: "Zoho Projects: available scopes",
  offers: [
    area("ZohoProjects", "projects"),
    area("ZohoProjects", "tasks"),
    helper("org", "ZohoProjects.portals.READ"),
    ...moreAreas("ZohoProjects", "tasklists milestones bugs timesheets events forums"),
    calls("search", { read: [SEARCH] }, { isPreset: false }),
  ],
};

const PEOPLE: ScopeSet = {
  source: "Zoho People API: OAuth scopes",
  offers: [area("ZOHOPEOPLE", "forms")],
};

const ANALYTICS: ScopeSet = {
  source: "Zoho Analytics API v2: the scopes of its OpenAPI files",
  offers: [
    calls("records", {
      read: ["ZohoAnalytics.data.read"],
      write: ["ZohoAnalytics.data.create", "ZohoAnalytics.data.update"],
      delete: ["ZohoAnalytics.data.delete"],
    }),
    helper("org", "ZohoAnalytics.metadata.read"),
  ],
};

const WORKDRIVE: ScopeSet = {
  source: "Zoho WorkDrive API v1: scopes",
  offers: [
    area("WorkDrive", "files"),
    helper("account", "WorkDrive.team.READ"),
    ...moreAreas("WorkDrive", "teamfolders"),
    calls("search", { read: [SEARCH] }, { isPreset: false }),
  ],
};

/** Products with envelopes of their own that are known well. */
export const WORK_SETS = {
  desk: DESK,
  creator: CREATOR,
  projects: PROJECTS,
  people: PEOPLE,
  analytics: ANALYTICS,
  workdrive: WORKDRIVE,
} as const;
