import { SETTINGS } from "../../src/emulator/settings/settings-table";
import { basisText } from "./basis-text";
import { type GeneratedPage, markdownTable, NOTICE } from "./page";

/** Every setting of the emulator, and what its default rests on. */
export const EMULATOR_SETTINGS_PAGE: GeneratedPage = {
  path: "docs/emulator-settings.md",
  render: () => `# Settings of the emulator

${NOTICE}

Where Zoho's pages disagree or are silent, the emulator has a setting. Change them on the console page, or while it runs
with \`PATCH /_emulator/settings\`, e.g. \`{"accessTtl": 60}\`. What the words of the last column mean, and where each
section was read, is said in [what the emulator rests on](emulator-behaviours.md).

${markdownTable(
  ["setting", "default", "accepts", "does", "rests on"],
  Object.entries(SETTINGS).map(([name, { default: preset, accepts, does, basis }]) => [
    `\`${name}\``,
    `\`${JSON.stringify(preset)}\``,
    accepts,
    does,
    basisText(basis),
  ]),
)}
`,
};
