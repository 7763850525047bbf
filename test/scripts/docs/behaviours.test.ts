import { expect, test } from "vitest";
import { behaviourTables } from "../../../scripts/docs/behaviour-tables";
import { CONFIDENCES } from "../../../src/emulator/basis/basis";
import { SECTIONS } from "../../../src/emulator/basis/sections";
import { SETTINGS } from "../../../src/emulator/settings/settings-table";

const rows = [
  ...behaviourTables().flatMap(({ rows: own }) => own),
  ...Object.entries(SETTINGS).map(([name, { does, basis }]) => ({ name, does, basis })),
];

test("every behaviour says what it rests on, and no table is empty", () => {
  const words = CONFIDENCES.map(({ word }) => word);
  for (const { does, basis } of rows) {
    expect(does).not.toBe("");
    expect(Object.keys(SECTIONS)).toContain(basis.section);
    expect(words).toEqual(expect.arrayContaining([...basis.confidence]));
  }
  for (const { title, rows: own } of behaviourTables()) expect(own.length, title).toBeGreaterThan(0);
});

test("every section is what something rests on", () => {
  const used = new Set<string>(rows.map(({ basis }) => basis.section));
  expect(Object.keys(SECTIONS).filter((section) => !used.has(section))).toEqual([]);
});
