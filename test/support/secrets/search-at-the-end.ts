import { afterAll, expect } from "vitest";
import { testDirectory } from "../test-directory";
import { reportSearch } from "./canary-run";
import { watchThisFile } from "./file-watch";
import { SecretWatch } from "./secret-watch";

/**
 * Watches all that this test file starts, and fails the file where a secret stands in something that it let out.
 * Called before anything else registers what is to be done at the end, so that everything has been stopped by then.
 */
export async function searchAtTheEnd(): Promise<SecretWatch> {
  const watch = new SecretWatch(await testDirectory("witness"));
  watchThisFile(watch);
  afterAll(async () => {
    const start = performance.now();
    const report = await watch.search();
    const searchMs = Math.round(performance.now() - start);
    reportSearch({ file: expect.getState().testPath ?? "", searchMs, ...report });
    expect(report.leaks, "secrets where they must not be").toEqual([]);
  });
  return watch;
}
