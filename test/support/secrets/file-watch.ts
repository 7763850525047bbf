import type { SecretWatch } from "./secret-watch";

let current: SecretWatch | undefined;

/** From now on everything that this test file starts is watched. */
export function watchThisFile(watch: SecretWatch): void {
  current = watch;
}

/** Who watches what this test file starts; undefined outside of tests, e.g. in benchmarks. */
export function watchOfThisFile(): SecretWatch | undefined {
  return current;
}
