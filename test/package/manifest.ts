import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../support/project-root";

/** The part of package.json that decides how npm, Node-RED and the flow library see the package. */
export interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly keywords: readonly string[];
  readonly repository?: { readonly url: string };
  readonly bugs?: { readonly url: string };
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly "node-red": { readonly version: string; readonly nodes: Readonly<Record<string, string>> };
}

/** This project's package.json. */
export const manifest = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as Manifest;
