/** What the flow library looks at before it lists a package (node-red-dev validate), without the network. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import { describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "../support/project-root";
import { manifest } from "./manifest";
import { registeredTypes } from "./registered-types";

const read = (path: string): string => readFileSync(join(PROJECT_ROOT, path), "utf8");

describe("package.json", () => {
  test("names license, repository and where to report bugs", () => {
    expect(manifest.license).toBe("Apache-2.0");
    expect(read("LICENSE")).toContain("Apache License");
    expect(manifest.repository?.url).toMatch(/^git\+https:\/\//);
    expect(manifest.bugs?.url).toMatch(/^https:\/\//);
  });

  test("has a scoped name and the keyword that the flow library looks for", () => {
    expect(manifest.name).toMatch(/^@[a-z0-9-]+\/[a-z0-9-]+$/);
    expect(manifest.keywords).toContain("node-red");
  });

  test.each(["4.0.0", "4.1.15", "5.0.7"])("admits Node-RED %s", (version) => {
    expect(satisfies(version, manifest["node-red"].version)).toBe(true);
  });

  test("refuses Node-RED 3", () => {
    expect(satisfies("3.1.15", manifest["node-red"].version)).toBe(false);
  });

  // 22.9.0 is the oldest Node of the newest Node-RED, 20.18.1 the oldest that undici 7 can be loaded by.
  test.each(["20.18.1", "22.9.0", "24.0.0"])("admits Node %s", (version) => {
    expect(satisfies(version, manifest.engines.node)).toBe(true);
  });

  test("refuses Node 18, which can't load undici 7", () => {
    expect(satisfies("18.20.8", manifest.engines.node)).toBe(false);
  });

  test("has at most six production dependencies, Node-RED not among them", () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect(names.length).toBeLessThanOrEqual(6);
    expect(names.filter((name) => name.includes("node-red"))).toEqual([]);
  });

  test("lets Node 20 have undici 7 and newer ones the present major", () => {
    const range = manifest.dependencies["undici"] ?? "";
    expect([satisfies("7.30.2", range), satisfies("8.12.4", range), satisfies("6.29.1", range)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("The README", () => {
  test.each(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))(
    "says why %s is needed",
    (dependency) => {
      // A row of the table of dependencies: name or link, version, reason.
      expect(read("README.md")).toMatch(
        new RegExp(`^\\|.*[\\[\`]${dependency}[\\]\`].*\\|.*\\w+ \\w+.*\\|$`, "m"),
      );
    },
  );
});

describe("Every node set", () => {
  const sets = Object.entries(manifest["node-red"].nodes);

  test.each(sets)("%s registers its own type in a way that can be read without running it", (name, path) => {
    const types = registeredTypes(read(path.replace(/\.js$/, ".html")));
    expect(types.map(({ type }) => type)).toEqual([name]);
    expect(types[0]?.category).not.toBe("");
  });

  test.each(sets)("%s is in an example, unless it is a config node", (name, path) => {
    const isConfig = registeredTypes(read(path.replace(/\.js$/, ".html"))).every(
      ({ category }) => category === "config",
    );
    expect(isConfig || typesInExamples().has(name)).toBe(true);
  });
});

describe("Every example", () => {
  test("uses only nodes of this package and of Node-RED's core", () => {
    const core = new Set([
      ...["tab", "comment", "inject", "debug", "catch", "status", "complete", "function", "change", "switch"],
      ...[
        "split",
        "join",
        "delay",
        "template",
        "link in",
        "link out",
        "link call",
        "json",
        "csv",
        "file",
        "group",
        "global-config",
      ],
      // A database is of no use without a palette that knows it: the example says which one to install.
      ...["mysql", "MySQLdatabase"],
      ...["mqtt in", "mqtt out", "mqtt-broker"],
      ...["http in", "http response", "http request", "batch", "sort", "rbe", "trigger", "range", "subflow"],
    ]);
    const foreign = [...typesInExamples()].filter(
      (type) => !core.has(type) && !(type in manifest["node-red"].nodes),
    );
    expect(foreign).toEqual([]);
  });
});

function typesInExamples(): ReadonlySet<string> {
  const files = readdirSync(join(PROJECT_ROOT, "examples"), { recursive: true, encoding: "utf8" });
  const flows = files
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => JSON.parse(read(join("examples", file))) as { readonly type: string }[]);
  return new Set(flows.map(({ type }) => type));
}
