import { errorTables } from "../build/help";
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
`,
};
