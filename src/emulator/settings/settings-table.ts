import { CONSENT_SETTINGS } from "./consent-settings";
import { CRM_SETTINGS } from "./crm-settings";
import { PRODUCT_SETTINGS } from "./product-settings";
import type { Setting } from "./setting-kinds";
import { TOKEN_SETTINGS } from "./token-settings";

/**
 * Every point where Zoho's behaviour is undocumented, or where its pages disagree, is a setting. This table is the
 * only place: types, validation and docs derive from it. A new setting is one row. Durations are in seconds.
 */
export const SETTINGS = {
  ...TOKEN_SETTINGS,
  ...CONSENT_SETTINGS,
  ...CRM_SETTINGS,
  ...PRODUCT_SETTINGS,
} as const;

export type SettingName = keyof typeof SETTINGS;

/** All settings with their values. */
export type EmulatorSettings = {
  readonly [K in SettingName]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never;
};

/** The table's defaults. */
export function defaultSettings(): EmulatorSettings {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, setting]) => [name, setting.default]),
  ) as EmulatorSettings;
}
