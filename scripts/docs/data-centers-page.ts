import { DATA_CENTERS } from "../../src/zoho/data-centers";
import { type GeneratedPage, markdownTable, NOTICE } from "./page";

/** Which hosts belong to which data center. */
export const DATA_CENTERS_PAGE: GeneratedPage = {
  path: "docs/data-centers.md",
  render: () => `# Data centers

${NOTICE}

A secret goes only to hosts of this table, and only to those of its own connection's row.

${markdownTable(
  ["", "code", "accounts", "API gateway", "API console"],
  Object.values(DATA_CENTERS).map((dc) => [
    dc.name,
    `\`${dc.code}\``,
    dc.accountsHost,
    `www.${dc.gateway}`,
    dc.consoleHost,
  ]),
)}

Sandbox and Developer environments of CRM answer at \`sandbox.\` and \`developer.\` of the same gateway.
`,
};
