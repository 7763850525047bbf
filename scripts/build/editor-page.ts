import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * Puts together what the editor loads for one node type: its bundled code and its dialog.
 *
 * Minified, since every editor loads it at its start. Its `registerType` keeps a literal type and an inline object,
 * because the flow library finds the types of a package by parsing this file.
 */
export async function writeEditorPage(root: string, outDir: string, type: string): Promise<void> {
  const folder = join(root, "nodes", type);
  const bundle = await build({
    absWorkingDir: root,
    // Not as an entry point: package.json calls .ts files CommonJS, so esbuild would wrap each in a function.
    stdin: {
      contents: readFileSync(join(folder, "editor.ts"), "utf8"),
      sourcefile: `nodes/${type}/editor.ts`,
      resolveDir: folder,
      loader: "ts",
    },
    tsconfig: "tsconfig.editor.json",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    logLevel: "silent",
    write: false,
  });
  const code = bundle.outputFiles[0]?.text ?? "";
  const dialog = readFileSync(join(folder, "editor.html"), "utf8").trim();
  writeFileSync(
    join(outDir, "nodes", `${type}.html`),
    `<script type="text/javascript">\n${escapeScriptEnd(code)}</script>\n\n` +
      `<script type="text/html" data-template-name="${type}">\n${dialog}\n</script>\n`,
  );
}

/** A closing tag inside a string or comment would end the script early; `<\/script` means the same to JavaScript. */
export function escapeScriptEnd(code: string): string {
  return code.replace(/<\/(script)/gi, "<\\/$1");
}
