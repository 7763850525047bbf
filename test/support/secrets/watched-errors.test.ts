import { expect, test } from "vitest";
import { ZohoError } from "../../../src/errors/zoho-error";
import { CANARY } from "../../unit/support/secrets";
import { testDirectory } from "../test-directory";
import { SecretWatch } from "./secret-watch";
import { watchErrors } from "./watched-errors";

test("a secret in an error that nobody shows is found, also where the error learns it later", async () => {
  const watch = new SecretWatch(await testDirectory("errors"));
  watch.learn([{ kind: "access token", value: CANARY.accessToken, as: "text" }]);
  watchErrors(watch);
  const error = new ZohoError("invalid_input", { details: { problem: "is harmless" } });
  expect((await watch.search()).leaks).toEqual([]);

  error.with({ connection: CANARY.accessToken });
  const { leaks, searched } = await watch.search();
  expect(leaks.map(({ kind, channel }) => [kind, channel])).toContainEqual(["access token", "error"]);
  expect(searched.error.outputs).toBe(1);
});
