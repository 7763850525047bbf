import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "../support/project-root";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(PROJECT_ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

function textOf(page: string): string {
  return readFileSync(join(PROJECT_ROOT, page), "utf8");
}

/** Addresses of a page's links to other files and headings of this package. */
function linksOf(page: string): readonly string[] {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub gives a page's headings. */
function anchorsOf(page: string): readonly string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("The docs", () => {
  test.each(PAGES)("%s leads to nothing that is not there", (page) => {
    const dead = linksOf(page).filter((target) => {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(PROJECT_ROOT, file))) return true;
      return anchor !== undefined && file.endsWith(".md") && !anchorsOf(file).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  test("every page is reached from the README", () => {
    const reached = new Set<string>(["README.md"]);
    for (const page of reached) {
      for (const target of linksOf(page)) {
        const [path = ""] = target.split("#");
        const file = join(dirname(page), path);
        if (path.endsWith(".md") && existsSync(join(PROJECT_ROOT, file))) reached.add(file);
      }
    }
    expect(PAGES.filter((page) => page.startsWith("docs/") && !reached.has(page))).toEqual([]);
  });
});
