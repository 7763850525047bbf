import { type EmulatorSettings, SETTINGS } from "./settings-table";

/** A refused change, with a sentence that names the setting. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Settings with some of them changed; all or nothing.
 *
 * @param patch an object of setting names and values, from a request or an options object
 * @param peopleNames who `autoConsent` may name
 * @throws SettingsError naming the unknown setting or the value that is not accepted
 */
export function changeSettings(
  current: EmulatorSettings,
  patch: unknown,
  peopleNames: readonly string[],
): EmulatorSettings {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
    throw new SettingsError("settings are a JSON object of names and values");
  }
  for (const [name, value] of Object.entries(patch)) {
    if (!Object.hasOwn(SETTINGS, name)) throw new SettingsError(`unknown setting "${name}"`);
    const setting = SETTINGS[name as keyof typeof SETTINGS];
    if (!setting.isValid(value)) {
      throw new SettingsError(`setting "${name}" can't be ${shown(value)}; it is: ${setting.accepts}`);
    }
    if (name === "autoConsent" && value !== null && !peopleNames.includes(String(value))) {
      throw new SettingsError(
        `setting "autoConsent": nobody is named ${shown(value)}; there are ${peopleNames.join(", ")}`,
      );
    }
  }
  return { ...current, ...(patch as Partial<EmulatorSettings>) };
}

function shown(value: unknown): string {
  const text = value === undefined ? "undefined" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
