/**
 * `npm run docs`: writes the pages of `docs/` that come from tables of the code. With `--check` it writes nothing
 * and fails where a page is not what the code says.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { errorTables } from "./build/help";
import { PROJECT_ROOT } from "./launch/project-root";
import { DATA_CENTERS } from "../src/zoho/data-centers";
import { SETTINGS } from "../src/emulator/settings/settings-table";

const NOTICE = "<!-- Made by `npm run docs` from the code. Change the code, not this page. -->";

/** Each generated page by its path. */
const PAGES: Readonly<Record<string, () => string>> = {
  "docs/errors.md": () => `# Errors

${NOTICE}

Every failure of a Zoho node is one of these. The class chooses the output of the **zoho error switch**; \`code\`, \`reason\`
and \`remedy\` stand in \`msg.error.cause\` (after the switch: \`msg.zohoError.cause\`). New codes may be added; a code never
changes its meaning.

${errorTables()}
`,
  "docs/data-centers.md": () => `# Data centers

${NOTICE}

A secret goes only to hosts of this table, and only to those of its own connection's row.

| | code | accounts | API gateway | API console |
|---|---|---|---|---|
${Object.values(DATA_CENTERS)
  .map((dc) => `| ${dc.name} | \`${dc.code}\` | ${dc.accountsHost} | www.${dc.gateway} | ${dc.consoleHost} |`)
  .join("\n")}

Sandbox and Developer environments of CRM answer at \`sandbox.\` and \`developer.\` of the same gateway.
`,
  "docs/emulator-settings.md": () => `# Settings of the emulator

${NOTICE}

Where Zoho's pages disagree or are silent, the emulator has a setting. Change them while it runs with
\`PATCH /_emulator/settings\`, e.g. \`{"accessTtl": 60}\`.

| setting | default | accepts | does |
|---|---|---|---|
${Object.entries(SETTINGS)
  .map(
    ([name, { default: preset, accepts, does }]) =>
      `| \`${name}\` | \`${JSON.stringify(preset)}\` | ${accepts.replaceAll("|", "\\|")} | ${does} |`,
  )
  .join("\n")}
`,
};

async function main(): Promise<void> {
  const isCheck = process.argv.includes("--check");
  for (const [path, render] of Object.entries(PAGES)) {
    const file = join(PROJECT_ROOT, path);
    const text = await format(render(), { ...(await resolveConfig(file)), parser: "markdown" });
    const isCurrent = existsSync(file) && readFileSync(file, "utf8") === text;
    if (isCurrent) continue;
    if (isCheck) throw new Error(`${path} is not what the code says: run npm run docs.`);
    writeFileSync(file, text);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
