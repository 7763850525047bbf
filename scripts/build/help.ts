import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ERROR_CLASSES } from "../../src/errors/classes";
import { ERROR_CODES, type ErrorRow } from "../../src/errors/codes";

/** Line of a help page that is replaced by the table of all errors. */
const ERRORS_PLACEHOLDER = "<!-- errors -->";

const HELP_FILE = /^help(?:\.(?<language>[A-Za-z-]+))?\.md$/;

/** Writes `locales/<lang>/<type>.html` from `help.md` (en-US) and `help.<lang>.md`. */
export function writeHelp(root: string, outDir: string, type: string): void {
  const source = join(root, "nodes", type);
  if (!existsSync(source)) return;
  for (const file of readdirSync(source)) {
    const match = HELP_FILE.exec(file);
    if (match === null) continue;
    const folder = join(outDir, "nodes/locales", match.groups?.["language"] ?? "en-US");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${type}.html`), helpPage(type, readFileSync(join(source, file), "utf8")));
  }
}

/** Node-RED takes leading white space in a markdown help for code, so there is none. */
function helpPage(type: string, markdown: string): string {
  const text = markdown.replace(ERRORS_PLACEHOLDER, () => errorTables()).trim();
  return `<script type="text/markdown" data-help-name="${type}">\n${text}\n</script>\n`;
}

/** Every error of the code's own table, one markdown table for each class. */
export function errorTables(): string {
  const rows: readonly (readonly [string, ErrorRow])[] = Object.entries(ERROR_CODES);
  return ERROR_CLASSES.map((errorClass) => {
    const own = rows.filter(([, row]) => row.class === errorClass);
    const lines = own.map(
      ([code, row]) =>
        `| \`${code}\` | ${row.zohoSends.join(", ")} | ${cell(row.reason)} | ${cell(row.remedy)} |`,
    );
    return [
      `#### ${errorClass}`,
      "",
      "| code | what Zoho sends | what happened | what to do |",
      "|---|---|---|---|",
      ...lines,
    ].join("\n");
  }).join("\n\n");
}

/** Sentences have gaps and optional parts. Readers of a table need only what fills a gap: `‹data center›`. */
function cell(sentence: string): string {
  return sentence
    .replace(/\[[^[\]]*\]/g, "")
    .replace(/\{(\w+)\}/g, (_gap, name: string) => `‹${name.replace(/([A-Z])/g, " $1").toLowerCase()}›`)
    .replace(/\|/g, "\\|");
}
