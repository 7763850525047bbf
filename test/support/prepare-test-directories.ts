import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEST_DIRECTORIES } from "./test-directory";

/** One directory for all of this run's directories, so that even a killed worker leaves nothing behind. */
export default async function prepareTestDirectories(): Promise<() => Promise<void>> {
  const parent = await mkdtemp(join(await realpath(tmpdir()), "node-red-zoho-tests-"));
  process.env[TEST_DIRECTORIES] = parent;
  return () => rm(parent, { recursive: true, force: true, maxRetries: 5 });
}
