import type { Rule } from "eslint";

/** Which folder may import from which. */
export const layers: Rule.RuleModule;
