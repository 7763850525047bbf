import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The node types of the package, as package.json lists them for Node-RED: the one place that names them.
 *
 * @param root folder of package.json
 * @throws Error where an entry is not `dist/nodes/<type>.js`, because icons and locales are found beside it
 */
export function nodeTypes(root: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly "node-red": { readonly nodes: Readonly<Record<string, string>> };
  };
  const entries = Object.entries(manifest["node-red"].nodes);
  for (const [type, path] of entries) {
    if (path !== `dist/nodes/${type}.js`)
      throw new Error(`package.json: ${type} must be at dist/nodes/${type}.js`);
  }
  return entries.map(([type]) => type);
}
