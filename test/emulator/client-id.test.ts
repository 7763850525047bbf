import { expect, test } from "vitest";
import {
  isEmulatorClientId,
  READY_MADE_SELF_CLIENT,
  READY_MADE_SERVER_CLIENT,
} from "../../src/emulator/index";

test.each([READY_MADE_SERVER_CLIENT.clientId, READY_MADE_SELF_CLIENT.clientId])(
  "%s is known as the emulator's",
  (id) => {
    expect(isEmulatorClientId(id)).toBe(true);
    expect(id).toMatch(/^1000\.[A-Z0-9]{30}$/);
  },
);

test.each([
  ["a client of Zoho's console", "1000.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123"],
  ["one that only begins alike", "1000.EMULATOR"],
  ["one that is longer", `${READY_MADE_SERVER_CLIENT.clientId}0`],
  ["one with a line break", `${READY_MADE_SERVER_CLIENT.clientId}\n`],
  ["lower case", READY_MADE_SERVER_CLIENT.clientId.toLowerCase()],
  ["nothing", ""],
])("%s is not", (_what, id) => {
  expect(isEmulatorClientId(id)).toBe(false);
});
