import { SETTINGS } from "../settings/settings-table";

/**
 * What a text in a form means for a setting: a number or `true` where the setting takes one, nothing for null.
 *
 * @param text left out: the default
 * @returns the text itself where the setting accepts none of its meanings; it is then refused by name
 */
export function settingValue(name: string, text?: string): unknown {
  if (!Object.hasOwn(SETTINGS, name)) return text ?? null;
  const setting = SETTINGS[name as keyof typeof SETTINGS];
  if (text === undefined) return setting.default;
  const meanings = [...(text.trim() === "" ? [null] : []), ...jsonOf(text), text.trim()];
  const meant = meanings.findIndex((value) => setting.isValid(value));
  return meant < 0 ? text : meanings[meant];
}

function jsonOf(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
