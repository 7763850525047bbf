import { errorTables } from "../build/help";
import { dialectTable } from "./dialect-table";
import { type GeneratedPage, NOTICE } from "./page";

/** Every failure of a Zoho node. */
export const ERRORS_PAGE: GeneratedPage = {
  path: "docs/errors.md",
  render: () => `# Errors

${NOTICE}

Every failure of a Zoho node is one of these. The class chooses the output of the **zoho error switch**; \`code\`, \`reason\`
and \`remedy\` stand in \`msg.error.cause\` (after the switch: \`msg.zohoError.cause\`). New codes may be added; a code never
changes its meaning.

${errorTables()}

## Zoho's codes, product by product

The codes of the tables above come from these. A product's own code counts first, then those that all products share, then
the words, and last the HTTP status: a code that is in no table falls to its status. What Zoho sent is in
\`cause.details.answer\`, up to 16 KiB of it; the fields that it refused are in \`cause.details.fields\`.

${dialectTable()}
`,
};
