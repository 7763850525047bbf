import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { layers } from "./scripts/lint/layers.mjs";

export default defineConfig(
  globalIgnores(["dist/", ".cache/", ".start/", "test-output/", "test/support/probe-node/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,mts}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.tools.json", "tsconfig.editor.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // An unhandled rejection ends the whole Node-RED process.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { inheritedMethods: false } }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Numbers read well in a text; what must not get in are objects.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => node.status({})` is the usual way to say "and nothing comes back".
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Files are read against the editor's or the tools' types, where an index may be known to exist.
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      // `async` without `await` keeps the promise's contract: what is thrown becomes a rejection.
      "@typescript-eslint/require-await": "off",
      // It calls a cast needless wherever the receiver takes anything, e.g. `String(x as number)`: there the cast
      // says what foreign types leave open, and without it no-base-to-string rightly complains.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      "no-control-regex": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts", "nodes/**/*.ts"],
    plugins: { project: { rules: { layers } } },
    rules: { "project/layers": "error", "no-console": "error" },
  },
  {
    files: ["src/emulator/cli.ts"],
    rules: { "no-console": "off" },
  },
);
