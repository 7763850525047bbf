import type { Setting } from "../settings/setting-kinds";
import { type SettingName, SETTINGS } from "../settings/settings-table";
import type { World } from "../world";
import { buttonForm, select } from "./button-form";
import { markup, type Markup } from "./markup";
import { table } from "./table";

/** Settings that differ from their defaults, and a form for each. */
export function settingSection({ settings }: World): Markup {
  const names = Object.keys(SETTINGS) as readonly SettingName[];
  const changed = names.filter((name) => settings[name] !== SETTINGS[name].default);
  return markup`${table({
    caption: "Different from their defaults",
    columns: ["Setting", "Value", "Default", "Do"],
    rows: changed.map((name) => [
      markup`<code>${name}</code>`,
      JSON.stringify(settings[name]),
      JSON.stringify(SETTINGS[name].default),
      buttonForm({
        section: "settings",
        fields: { name },
        buttons: [{ press: "settingToDefault", label: "Back to default", about: name }],
      }),
    ]),
    empty: "All settings have their defaults.",
  })}
<details><summary>All ${names.length} settings</summary>${table({
    caption: "All settings",
    columns: ["Setting", "What it changes", "Value"],
    rows: names.map((name) => [
      markup`<code>${name}</code>`,
      SETTINGS[name].does,
      settingForm(name, settings[name]),
    ]),
    empty: "",
  })}</details>`;
}

function settingForm(name: SettingName, value: unknown): Markup {
  return buttonForm({
    section: "settings",
    fields: { name },
    content: markup`<label><span class="unseen">Value of ${name}: ${SETTINGS[name].accepts}</span>${input(name, value)}</label>`,
    buttons: [{ press: "changeSetting", label: "Change", about: name }],
  });
}

/** A list where there are a few values; otherwise a text in which nothing stands for null. */
function input(name: SettingName, value: unknown): Markup {
  const { values, accepts }: Setting<unknown> = SETTINGS[name] as Setting<unknown>;
  if (values !== undefined) {
    const choices = values.map((one) => [JSON.stringify(one), String(one)] as const);
    return select("value", choices, JSON.stringify(value));
  }
  return markup`<input name="value" value="${typeof value === "string" || typeof value === "number" ? value : ""}" placeholder="${accepts}" autocomplete="off">`;
}
