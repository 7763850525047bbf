import { resolve } from "node:path";
import type { TestCase, TestModule, TestSpecification, Vitest } from "vitest/node";
import type { PlantedFault } from "../../test/mutation/planted-fault";
import { planter } from "./plant-fault";

/** Whether a fault was noticed by the test that should. */
export interface Proof {
  readonly fault: PlantedFault;
  readonly isNoticed: boolean;
  /** What the test said, or why it proves nothing. */
  readonly said: string;
}

/** Name of the project of vitest's in which nothing is broken. */
const SOUND = "sound";

/**
 * Runs the named test of each fault with its line broken, where it must fail, and with all lines as they are, where it
 * must pass. All in one run of vitest: each fault has a project of its own there, with a planter of its own.
 *
 * @param root the project's folder
 */
export async function proveFaults(root: string, faults: readonly PlantedFault[]): Promise<readonly Proof[]> {
  const { exitCode } = process;
  // This file is loaded as CommonJS, and vitest is none.
  const { createVitest } = await import("vitest/node");
  const vitest = await createVitest("test", {
    root,
    config: false,
    watch: false,
    reporters: [{}],
    maxWorkers: 2,
    globalSetup: "test/support/prepare-test-directories.ts",
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Failures are what is wanted, and what they leave behind is no surprise.
    dangerouslyIgnoreUnhandledErrors: true,
    projects: [
      { extends: true, test: { name: SOUND } },
      ...faults.map((fault, index) => ({
        extends: true as const,
        plugins: [planter(root, fault)],
        test: { name: String(index) },
      })),
    ],
  });
  try {
    const { testModules } = await vitest.runTestSpecifications(specificationsOf(vitest, root, faults));
    return faults.map((fault, index) => proofOf(fault, String(index), testModules));
  } finally {
    await vitest.close();
    // Vitest lets the process fail where a test has failed: here they should.
    process.exitCode = exitCode;
  }
}

function specificationsOf(
  vitest: Vitest,
  root: string,
  faults: readonly PlantedFault[],
): TestSpecification[] {
  const planted = faults.map((fault, index) => ({
    project: String(index),
    file: fault.noticedBy.file,
    tests: [fault.noticedBy.test],
  }));
  const files = [...new Set(faults.map(({ noticedBy }) => noticedBy.file))];
  const sound = files.map((file) => ({
    project: SOUND,
    file,
    tests: faults.filter(({ noticedBy }) => noticedBy.file === file).map(({ noticedBy }) => noticedBy.test),
  }));
  return [...planted, ...sound].map(({ project, file, tests }) => {
    const found = vitest.projects.find(({ name }) => name === project);
    if (found === undefined) throw new Error(`vitest made no project ${project}`);
    return found.createSpecification(resolve(root, file), { testNamePattern: patternOf(tests) });
  });
}

/** Vitest compares patterns with names that are joined by spaces. */
function patternOf(tests: readonly string[]): RegExp {
  const names = tests.map((test) => test.replaceAll(" > ", " ").replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
  return new RegExp(`^(?:${names.join("|")})$`);
}

function proofOf(fault: PlantedFault, project: string, modules: readonly TestModule[]): Proof {
  const { file, test } = fault.noticedBy;
  const inProject = (name: string): TestCase | undefined =>
    modules
      .filter((one) => one.project.name === name && one.relativeModuleId === file)
      .flatMap((one) => [...one.children.allTests()])
      .find(({ fullName }) => fullName === test);
  const sound = inProject(SOUND)?.result();
  const broken = inProject(project)?.result();
  const unread = modules
    .filter((one) => one.project.name === project)
    .flatMap((one) => one.errors().map(({ message }) => message));
  const is = (isNoticed: boolean, said: string): Proof => ({ fault, isNoticed, said });
  if (unread[0] !== undefined) return is(false, unread[0]);
  if (sound === undefined || sound.state === "skipped" || sound.state === "pending")
    return is(false, `there is no test of this name in ${file}`);
  if (sound.state === "failed") return is(false, `it fails with the line as it is: ${firstOf(sound.errors)}`);
  if (broken?.state !== "failed") return is(false, "it passes all the same");
  return is(true, firstOf(broken.errors));
}

function firstOf(errors: readonly { readonly message: string }[]): string {
  return (errors[0]?.message ?? "it failed").split("\n", 1)[0]?.slice(0, 160) ?? "";
}
