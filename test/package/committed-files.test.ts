/** What must not be in any file that gets published or committed. */
import { describe, expect, test } from "vitest";
import { projectFiles, type ProjectFile } from "./project-files";

const files = projectFiles();

/** Every place where the pattern is found, as `path: what`. */
function findings(pattern: RegExp, among: readonly ProjectFile[] = files): readonly string[] {
  return among.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([what]) => `${path}: ${what}`));
}

describe("The committed files", () => {
  test("are looked at", () => {
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["package.json", "package-lock.json", ".ci/run", "src/zoho/data-centers.ts"]),
    );
  });

  test("hold no path of a machine", () => {
    // The home, work and temporary directories that a tool or a person may have pasted.
    expect(findings(/(?<![\w.:/}*-])\/(?:home|Users|root|work|workspace|builds)\/[\w.-]+/g)).toEqual([]);
  });

  test("hold no address of a package registry or its mirror", () => {
    const lock = files.filter(({ path }) => path === "package-lock.json");
    expect(findings(/"resolved": ?"[^"]*"/g, lock)).toEqual([]);
    const hosts = /https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|mirror)[\w.-]*/gi;
    expect(findings(hosts)).toEqual([]);
  });

  test("hold nothing that could be one of Zoho's tokens", () => {
    // Zoho: access and refresh tokens, grant codes: 1000.<32 hex digits>.<32 hex digits>.
    // Made-up ones in tests repeat one digit, or count up.
    expect(findings(/1000\.(?!([0-9a-f])\1{31}|(?:0123456789abcdef){2})[0-9a-f]{32}\.[0-9a-f]{32}/g)).toEqual(
      [],
    );
  });

  test("hold no private key but the one of a test server that protects nothing", () => {
    const others = files.filter(({ path }) => path !== "test/unit/support/self-signed.ts");
    expect(others).toHaveLength(files.length - 1);
    expect(findings(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=\n]{64}/g, others)).toEqual([]);
  });
});

describe("The lock file", () => {
  const { packages } = JSON.parse(files.find(({ path }) => path === "package-lock.json")?.text ?? "{}") as {
    readonly packages: Readonly<
      Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
    >;
  };

  test("names what every platform needs, so that `npm ci` works on all of them", () => {
    const locked = new Set(
      Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)),
    );
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });
});
