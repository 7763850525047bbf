import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { isFresh, noteBuild } from "../../../scripts/build/freshness";
import { testDirectory } from "../../support/test-directory";

const BEFORE = new Date("2026-03-10T12:00:00Z");
const BEGUN = new Date("2026-03-10T12:01:00Z");
const LATER = new Date("2026-03-10T12:02:00Z");

let root: string;

/** A project whose sources were all written before. */
beforeEach(async () => {
  root = await testDirectory("freshness");
  for (const folder of ["src/api", "nodes/zoho-request", "dist"])
    await mkdir(join(root, folder), { recursive: true });
  for (const file of ["src/api/call.ts", "nodes/zoho-request/index.ts", "package.json"]) {
    await writeFile(join(root, file), "");
    await utimes(join(root, file), BEFORE, BEFORE);
  }
  for (const folder of ["src/api", "src", "nodes/zoho-request", "nodes"])
    await utimes(join(root, folder), BEFORE, BEFORE);
  noteBuild(root, BEGUN);
});

test("what was built of all that is there need not be built again", () => {
  expect(isFresh(root)).toBe(true);
});

test.each(["src/api/call.ts", "nodes/zoho-request/index.ts", "package.json"])(
  "a change of %s since the build began wants another one",
  async (file) => {
    await utimes(join(root, file), LATER, LATER);
    expect(isFresh(root)).toBe(false);
  },
);

test("so does a file that is new or gone", async () => {
  await rm(join(root, "src/api/call.ts"));
  expect(isFresh(root)).toBe(false);
});

test("so does a build that failed, and one that is not there", async () => {
  noteBuild(root, undefined);
  expect(isFresh(root)).toBe(false);
  await rm(join(root, "dist"), { recursive: true });
  expect(isFresh(root)).toBe(false);
});
