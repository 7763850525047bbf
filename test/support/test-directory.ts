import { rmSync } from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const directories = new Set<string>();

/** Where {@link testDirectory} puts its directories; the test run sets it to one that it removes at its end. */
export const TEST_DIRECTORIES = "ZOHO_TEST_DIRECTORIES";

/**
 * A new, empty directory outside the project, removed when the test process ends.
 *
 * @param purpose becomes part of its name
 */
export async function testDirectory(purpose: string): Promise<string> {
  const parent = await realpath(process.env[TEST_DIRECTORIES] ?? tmpdir());
  const directory = await mkdtemp(join(parent, `${purpose}-`));
  directories.add(directory);
  return directory;
}

process.once("exit", () => {
  for (const directory of directories) {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  }
});
