import { area, calls, helper, moreAreas, type ScopeSet } from "./scope-set";

const CAMPAIGNS: ScopeSet = {
  source: "Zoho Campaigns API v1.1: scopes",
  offers: [area("ZohoCampaigns", "contact"), ...moreAreas("ZohoCampaigns", "campaign")],
};

const MARKETING: ScopeSet = {
  source: "Zoho Marketing Automation API v1: the scopes of its pages on leads",
  offers: [
    calls(
      "area",
      {
        read: ["ZohoMarketingAutomation.lead.READ"],
        write: ["ZohoMarketingAutomation.lead.CREATE", "ZohoMarketingAutomation.lead.UPDATE"],
      },
      { area: "lead" },
    ),
  ],
};

/** Messages are posted with the scope of webhooks. */
const CLIQ: ScopeSet = {
  source: "Zoho Cliq REST API v2 and v3: messages, channels, chats, users",
  offers: [
    calls("post", { write: ["ZohoCliq.Webhooks.CREATE"] }),
    calls("area", { read: ["ZohoCliq.Messages.READ"] }, { area: "Messages" }),
    calls(
      "area",
      {
        read: ["ZohoCliq.Channels.READ"],
        write: ["ZohoCliq.Channels.CREATE", "ZohoCliq.Channels.UPDATE"],
        delete: ["ZohoCliq.Channels.DELETE"],
      },
      { area: "Channels", isPreset: false },
    ),
    ...["Chats", "Users", "Bots"].map((name) =>
      calls("area", { read: [`ZohoCliq.${name}.READ`] }, { area: name, isPreset: false }),
    ),
  ],
};

const MAIL: ScopeSet = {
  source: "Zoho Mail API: accounts, messages, folders",
  offers: [
    area("ZohoMail", "messages"),
    helper("account", "ZohoMail.accounts.READ"),
    ...moreAreas("ZohoMail", "folders tags"),
  ],
};

const PHONEBRIDGE: ScopeSet = {
  source: "Zoho PhoneBridge API v3: scopes",
  offers: [calls("onlyThis", { write: ["PhoneBridge.call.log", "PhoneBridge.zohoone.search"] })],
};

const SHEET: ScopeSet = {
  source: "Zoho Sheet API v2: OAuth scopes",
  offers: [calls("records", { read: ["ZohoSheet.dataAPI.READ"], write: ["ZohoSheet.dataAPI.UPDATE"] })],
};

function signArea(name: string, isPreset: boolean): ReturnType<typeof calls> {
  const scope = `ZohoSign.${name}`;
  return calls(
    "area",
    { read: [`${scope}.READ`], write: [`${scope}.CREATE`, `${scope}.UPDATE`] },
    { area: name, isPreset },
  );
}

const SIGN: ScopeSet = {
  source: "Zoho Sign API v1: OAuth scopes",
  offers: [signArea("documents", true), signArea("templates", false)],
};

/** Mail, messages, campaigns, sheets and signatures. */
export const TALK_SETS = {
  campaigns: CAMPAIGNS,
  "marketing-automation": MARKETING,
  cliq: CLIQ,
  mail: MAIL,
  phonebridge: PHONEBRIDGE,
  sheet: SHEET,
  sign: SIGN,
} as const;
