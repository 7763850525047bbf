import { resolve } from "node:path";

/** The directory of this project's package.json. */
export const PROJECT_ROOT = resolve(__dirname, "..", "..");
