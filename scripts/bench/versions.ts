import { createRequire } from "node:module";
import { type ClientPackage, versionOfClient } from "../../test/clients/support/client-packages";

/** Those of ours that the figures depend on, from `node_modules`. */
const INSTALLED = { "Node-RED": "node-red", undici: "undici", bottleneck: "bottleneck" } as const;

/**
 * What the figures were measured with.
 *
 * @param against packages of others that npm brought for this run
 */
export function versions(against: readonly ClientPackage[]): string {
  const require = createRequire(__filename);
  const ours = Object.entries(INSTALLED).map(([name, path]) => {
    const { version } = require(`${path}/package.json`) as { readonly version: string };
    return `${name} ${version}`;
  });
  const theirs = against.map((name) => `${name} ${versionOfClient(name)}`);
  return [`Node.js ${process.versions.node}`, ...ours, ...theirs].join(", ");
}
