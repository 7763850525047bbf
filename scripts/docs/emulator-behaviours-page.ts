import { CONFIDENCES } from "../../src/emulator/basis/basis";
import { SECTIONS } from "../../src/emulator/basis/sections";
import { basisText } from "./basis-text";
import { type BehaviourTable, behaviourTables } from "./behaviour-tables";
import { type GeneratedPage, markdownTable, NOTICE } from "./page";

/** How sure each behaviour of the emulator is, and where it was read. */
export const EMULATOR_BEHAVIOURS_PAGE: GeneratedPage = {
  path: "docs/emulator-behaviours.md",
  render: () => `# What the emulator rests on

${NOTICE}

An emulator is only as good as what is known of the original. Each line below says what the emulator does, how sure that
is, and which section of the collected facts it comes from; the [sections](#sections) name what anybody can read. The
[settings](emulator-settings.md) say the same of their defaults. Where nothing better is known than a guess, try it with
your own org before you rely on it.

## How sure

${markdownTable(
  ["word", "means"],
  CONFIDENCES.map(({ word, means }) => [word, means]),
)}

${behaviourTables().map(tableText).join("\n\n")}

## Sections

${markdownTable(
  ["section", "read where"],
  Object.entries(SECTIONS).map(([section, source]) => [section, source]),
)}
`,
};

function tableText({ title, of, rows }: BehaviourTable): string {
  const lines = rows.map(({ name, does, basis }) => [name, does, basisText(basis)]);
  const text =
    of === ""
      ? markdownTable(
          ["what it does", "rests on"],
          lines.map(([, ...rest]) => rest),
        )
      : markdownTable([of, "what it does", "rests on"], lines);
  return `## ${title}\n\n${text}`;
}
