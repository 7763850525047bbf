import { type ScopeRule, SEARCH } from "./scope-rule";

/**
 * Zoho CRM v8: the scopes of each API page and of its OpenAPI files. Whoever reads or adds notes of a record must be able to
 * read the record; attachments have a scope of their own.
 */
export const CRM_RULES: readonly ScopeRule[] = [
  { at: /^(org|users)(?:\/|$)/, own: ["$1.{op}"] },
  { at: /^settings\/([^/]+)/, own: ["settings.$1.{op}"] },
  { at: /^settings$/, own: ["settings.ALL"] },
  { at: /^coql$/, own: ["coql.READ", "modules.READ"], partIsEnough: "modules.READ" },
  { at: /(?:^|\/)bulk\/.*\bread\b/, own: ["bulk.READ", "modules.READ"], partIsEnough: "modules.READ" },
  // Its page names this scope; whether that of the module is needed as well it does not say.
  { at: /(?:^|\/)bulk\/.*\bwrite\b/, own: ["bulk.CREATE"] },
  { at: /^actions\/watch$/, own: ["notifications.{op}"] },
  // And the scopes of what it does, which stand in the body.
  { at: /^__composite_requests$/, own: ["composite_requests.CUSTOM"], isGuess: true },
  { at: /^files(?:\/|$)/, own: ["files.{op}"] },
  { at: /^upload(?:\/|$)/, own: [], also: ["ZohoFiles.files.ALL"] },
  { at: /^([^/]+)\/search$/, own: ["modules.$module.READ"], also: [SEARCH] },
  { at: /^([^/]+)\/[^/]+\/Notes(?:\/|$)/, own: ["modules.$module.READ", "modules.Notes.{op}"] },
  { at: /^[^/]+\/[^/]+\/Attachments(?:\/|$)/, own: ["modules.Attachments.{op}"] },
  { at: /^[^/]+(?:\/[^/]+)?\/actions\/(?:add|remove)_tags$/, own: ["settings.tags.ALL"] },
  { at: /^([^/]+)(?:\/[^/]+)?\/actions\//, own: ["modules.$module.{op}"], isGuess: true },
  { at: /^([^/]+)/, own: ["modules.$module.{op}"] },
];

/** Zoho Recruit API v2: the scopes of each API page. */
export const RECRUIT_RULES: readonly ScopeRule[] = [
  { at: /^(org|users)(?:\/|$)/, own: ["$1.{op}"] },
  { at: /^settings\/([^/]+)/, own: ["settings.$1.{op}"] },
  { at: /^([^/]+)\/search$/, own: ["modules.$module.READ", "search.READ"] },
  { at: /^([^/]+)/, own: ["modules.$module.{op}"] },
];

/** Zoho IoT API v1: OAuth scopes. */
export const IOT_RULES: readonly ScopeRule[] = [
  { at: /^([^/]+)\/[^/]+\/actions\//, own: ["actions.ALL", "modules.$module.{op}"], isGuess: true },
  { at: /^([^/]+)/, own: ["modules.$module.{op}"] },
];
