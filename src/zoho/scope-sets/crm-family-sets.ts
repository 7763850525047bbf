import { SEARCH } from "../scope-rules/scope-rule";
import { area, calls, helper, moreAreas, type ScopeSet } from "./scope-set";

const SEARCHES = calls("search", { read: [SEARCH] }, { isPreset: false });

const CRM: ScopeSet = {
  source: "Zoho CRM v8: OAuth scopes, and the OpenAPI files of records, COQL, org, users, modules and fields",
  offers: [
    calls("records", {
      read: ["ZohoCRM.modules.READ"],
      write: ["ZohoCRM.modules.CREATE", "ZohoCRM.modules.UPDATE"],
      delete: ["ZohoCRM.modules.DELETE"],
    }),
    helper("orgEdition", "ZohoCRM.org.READ"),
    helper("user", "ZohoCRM.users.READ"),
    helper("modules", "ZohoCRM.settings.modules.READ"),
    helper("fields", "ZohoCRM.settings.fields.READ"),
    SEARCHES,
    calls("query", { read: ["ZohoCRM.coql.READ"] }, { isPreset: false }),
  ],
};

/** Its pages print this one scope for all modules; that of a single module is named for some of them only. */
const BIGIN: ScopeSet = {
  source: "Bigin v2: OAuth scopes",
  offers: [
    calls("onlyThis", { write: ["ZohoBigin.modules.ALL"] }),
    helper("org", "ZohoBigin.org.READ"),
    helper("user", "ZohoBigin.users.READ"),
    SEARCHES,
  ],
};

function recruitModule(name: string, isPreset: boolean): ReturnType<typeof calls> {
  const scope = `ZohoRecruit.modules.${name}`;
  return calls("area", { read: [`${scope}.READ`], write: [`${scope}.ALL`] }, { area: name, isPreset });
}

const RECRUIT: ScopeSet = {
  source: "Zoho Recruit API v2: possible scope names, operation types ALL and READ",
  offers: [
    recruitModule("candidate", true),
    recruitModule("jobopening", true),
    ...["client", "contact", "department", "interview", "custom"].map((name) => recruitModule(name, false)),
    helper("org", "ZohoRecruit.org.READ"),
    calls("search", { read: ["ZohoRecruit.search.READ"] }, { isPreset: false }),
  ],
};

const IOT: ScopeSet = {
  source: "Zoho IoT API v1: OAuth scopes",
  offers: [
    area("ZohoIOT.modules", "devices"),
    ...moreAreas("ZohoIOT.modules", "assets locations datapoints datastreams alarms alarmrules commands"),
  ],
};

/** CRM and what is built like it. */
export const CRM_FAMILY_SETS = { crm: CRM, bigin: BIGIN, recruit: RECRUIT, iot: IOT } as const;
