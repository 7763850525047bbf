import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { ERROR_CODES } from "../../src/errors/codes";
import type { ErrorRow } from "../../src/errors/codes";
import { findProgram } from "../support/system-programs";
import { asPattern, before, printedBy, workedPage } from "./support/worked-examples";

const text = readFileSync("docs/try-every-failure.md", "utf8");
const { preparation, examples } = workedPage(text);
const isRunnable = findProgram("curl") !== undefined || process.env["CI"] === "true";

test("every class and code that the page names is one of the errors, and together", () => {
  const codes: Readonly<Record<string, ErrorRow>> = ERROR_CODES;
  const named = [...text.matchAll(/`(\w+)`,\s+code\s+`(\w+)`/g)];
  expect(named.length).toBeGreaterThan(20);
  for (const [, errorClass, code = ""] of named)
    expect([code, codes[code]?.class]).toEqual([code, errorClass]);
});

test("the page's address is the emulator's default", () => {
  expect(preparation).toContain("zoho=http://127.0.0.1:9780\n");
});

describe.skipIf(!isRunnable)("Every block of the page prints what the page says", () => {
  let zoho: RunningEmulator;
  beforeAll(async () => {
    zoho = await startEmulator();
  });
  afterAll(() => zoho.close());

  test.each(examples.map((example, index) => ({ ...example, index })))("$index: $title", async (example) => {
    const here = preparation.replace("http://127.0.0.1:9780", zoho.url);
    const printed = await printedBy(here, before(examples, example.index), example);
    expect(printed).toMatch(asPattern(example.prints));
  });
});
