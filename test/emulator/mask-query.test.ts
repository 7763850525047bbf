import { expect, test } from "vitest";
import { isEmulatorToken } from "../../src/emulator/token-form";
import { maskQuery } from "../../src/emulator/requests/mask-query";

const HEX = "0".repeat(32);

test.each(["1000", "1004", "1005"])("a token that begins with %s is masked wherever it stands", (prefix) => {
  expect(maskQuery(`anything=${prefix}.${HEX}.${HEX}&x=1`)).toBe("anything=***&x=1");
});

test.each([
  "access_token",
  "client_secret",
  "code",
  "code_challenge",
  "code_verifier",
  "enhance_token",
  "refresh_token",
  "state",
  "token",
  "user_code",
])("the value of %s is masked, whatever it is", (name) => {
  expect(maskQuery(`a=1&${name}=se%2Fcret&b=2`)).toBe(`a=1&${name}=***&b=2`);
});

test.each(["1000", "1004", "1005"])("%s and the mark make a token of the emulator", (prefix) => {
  expect(isEmulatorToken(`${prefix}.e0e0e0e0e0e0e0e0${"0".repeat(16)}.${HEX}`)).toBe(true);
  expect(isEmulatorToken(`${prefix}.${HEX}.${HEX}`)).toBe(false);
});

test("other first parts are not the emulator's", () => {
  expect(isEmulatorToken(`1001.e0e0e0e0e0e0e0e0${"0".repeat(16)}.${HEX}`)).toBe(false);
  expect(isEmulatorToken(`x1000.e0e0e0e0e0e0e0e0`)).toBe(false);
});
