import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Lets no file of a running process grow any more, as on a full disk: the kernel itself refuses every write to a file. Needs
 * neither root nor a disk of its own. The system says "File too large" where a full disk says "No space left".
 *
 * @param prlimit path of the program
 * @returns what makes room again
 */
export async function fillDisk(prlimit: string, pid: number | undefined): Promise<() => Promise<void>> {
  const limit = async (soft: string): Promise<void> => {
    await run(prlimit, ["--pid", String(pid), `--fsize=${soft}:`]);
  };
  await limit("0");
  return () => limit("unlimited");
}
