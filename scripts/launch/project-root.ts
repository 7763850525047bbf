import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of package.json. */
export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
