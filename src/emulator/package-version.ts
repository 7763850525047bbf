import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Version of the package that this file belongs to, wherever it was built to. */
export function packageVersion(directory = __dirname): string {
  try {
    const text = readFileSync(join(directory, "package.json"), "utf8");
    return (JSON.parse(text) as { readonly version: string }).version;
  } catch (error) {
    const above = dirname(directory);
    if (above === directory) throw error;
    return packageVersion(above);
  }
}
