import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SETTINGS } from "../../src/emulator/settings/settings-table";

/** The tests of the emulator, those of the library against it, and the page whose blocks are run. */
const TRIED = [
  ...["test/emulator", "test/library"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  ),
  "docs/try-every-failure.md",
].map((path) => readFileSync(path, "utf8"));

test.each(Object.keys(SETTINGS))("some test changes %s", (name) => {
  expect(TRIED.some((text) => new RegExp(`\\b${name}\\b`).test(text))).toBe(true);
});
