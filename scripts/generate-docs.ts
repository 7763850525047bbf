/**
 * `npm run docs`: writes the pages of `docs/` that come from tables of the code, and from the last run of the bench. With
 * `--check` it writes nothing and fails where a page is not what they say.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { ADMIN_ROUTES_PAGE } from "./docs/admin-routes-page";
import { BENCHMARKS_CHART, BENCHMARKS_PAGE } from "./docs/benchmarks-page";
import { DATA_CENTERS_PAGE } from "./docs/data-centers-page";
import { EMULATOR_BEHAVIOURS_PAGE } from "./docs/emulator-behaviours-page";
import { EMULATOR_SETTINGS_PAGE } from "./docs/emulator-settings-page";
import { ERRORS_PAGE } from "./docs/errors-page";
import type { GeneratedPage } from "./docs/page";
import { PRODUCTS_PAGE } from "./docs/products-page";
import { RELIABILITY_PAGE } from "./docs/reliability-page";
import { PROJECT_ROOT } from "./launch/project-root";

const PAGES: readonly GeneratedPage[] = [
  ADMIN_ROUTES_PAGE,
  ERRORS_PAGE,
  DATA_CENTERS_PAGE,
  PRODUCTS_PAGE,
  EMULATOR_SETTINGS_PAGE,
  EMULATOR_BEHAVIOURS_PAGE,
  BENCHMARKS_PAGE,
  BENCHMARKS_CHART,
  RELIABILITY_PAGE,
];

async function main(): Promise<void> {
  const isCheck = process.argv.includes("--check");
  for (const { path, render } of PAGES) {
    const file = join(PROJECT_ROOT, path);
    const text = await formatted(file, render());
    const isCurrent = existsSync(file) && readFileSync(file, "utf8") === text;
    if (isCurrent) continue;
    if (isCheck) throw new Error(`${path} is not what the code says: run npm run docs.`);
    writeFileSync(file, text);
  }
}

/** Pictures are as they were drawn. */
async function formatted(file: string, text: string): Promise<string> {
  if (!file.endsWith(".md")) return text;
  return format(text, { ...(await resolveConfig(file)), parser: "markdown" });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
