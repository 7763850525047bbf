import type { ScopeRule } from "./scope-rule";

const READS = ["GET", "HEAD"];

/** Zoho Campaigns API v1.1: the scope of each API page. Most writes are POSTs, whatever they do. */
const CAMPAIGNS: readonly ScopeRule[] = [
  { at: /^addlistsubscribersinbulk$/, own: ["contact.CREATE"] },
  { at: /^updatelistdetails$/, own: ["contact.UPDATE"] },
  { at: /lead|contact|list|subscribe|topic/i, on: READS, own: ["contact.READ"] },
  { at: /campaign/i, on: READS, own: ["campaign.READ"] },
  { at: /lead|contact|list|subscribe|topic/i, own: ["contact.{op}"], isGuess: true },
  { at: /campaign/i, own: ["campaign.{op}"], isGuess: true },
];

/** Zoho Marketing Automation API v1: `lead` by its pages, the rest taken from Campaigns. */
const MARKETING: readonly ScopeRule[] = [
  { at: /lead|contact|list|subscribe/i, on: READS, own: ["lead.READ"] },
  { at: /lead|contact|list|subscribe/i, own: ["lead.{op}"], isGuess: true },
  { at: /campaign/i, own: ["campaign.{op}"], isGuess: true },
];

/**
 * Zoho Cliq REST API: a message is posted with the scope of webhooks (v2: messages; v3: send a bot message). For a channel
 * in v3 the scope of channels is told as well.
 */
const CLIQ: readonly ScopeRule[] = [
  {
    at: /^channels(?:byname)?\/[^/]+\/messages?$/i,
    on: ["POST"],
    own: ["Webhooks.CREATE"],
    or: ["Channels.CREATE", "Channels.UPDATE"],
    isGuess: true,
  },
  { at: /^(?:bots|chats|buddies)\/[^/]+\/(?:messages?|files)$/i, on: ["POST"], own: ["Webhooks.CREATE"] },
  { at: /^chats\/[^/]+\/messages/i, own: ["Messages.{op}"] },
  { at: /\/messages?$|^messages?(?:\/|$)/i, own: ["Messages.{op}"], or: ["Webhooks.CREATE"], isGuess: true },
  { at: /^(?:channels|channelsbyname)\/[^/]+\/./i, own: ["Channels.{edit}"] },
  { at: /^channels/i, own: ["Channels.{op}"] },
  { at: /^chats/i, own: ["Chats.{op}"] },
  { at: /^users/i, own: ["Users.{op}"] },
  { at: /^teams/i, own: ["Teams.{op}"] },
  { at: /^reminders/i, own: ["Reminders.{op}"] },
  { at: /^bots/i, own: ["Bots.{op}"] },
];

/** Zoho Mail API: the scope of each API page. */
const MAIL: readonly ScopeRule[] = [
  { at: /\/(messages|folders|labels|tags|tasks|notes)(?:\/|$)/, own: ["$1.{op}"] },
  { at: /^organization\/[^/]+\/([a-z]+)/, own: ["organization.$1.{op}"] },
  { at: /^accounts/, own: ["accounts.{op}"] },
];

/** Zoho Sheet API v2: two scopes. What a POST does stands in its form. */
const SHEET: readonly ScopeRule[] = [
  { at: /^/, on: READS, own: ["dataAPI.READ"] },
  { at: /^/, own: ["dataAPI.UPDATE"], isGuess: true },
];

/** Zoho Sign API v1: OAuth scopes. */
const SIGN: readonly ScopeRule[] = [
  { at: /^templates/, own: ["templates.{op}"] },
  { at: /^account/, own: ["account.{op}"] },
  { at: /^requests/, own: ["documents.{op}"] },
  { at: /^/, own: ["documents.{op}"], isGuess: true },
];

/** Mail, messages, campaigns, sheets and signatures. */
export const TALK_RULES = {
  campaigns: CAMPAIGNS,
  "marketing-automation": MARKETING,
  cliq: CLIQ,
  mail: MAIL,
  phonebridge: [{ at: /^/, own: ["call.log"], also: ["PhoneBridge.zohoone.search"], isGuess: true }],
  sheet: SHEET,
  sign: SIGN,
} as const satisfies Readonly<Record<string, readonly ScopeRule[]>>;
