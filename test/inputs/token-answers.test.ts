import fc from "fast-check";
import { expect, test } from "vitest";
import { reply } from "../unit/support/scripted-transport";
import { CANARY } from "../unit/support/secrets";
import { GOOD_ANSWER, TOKEN_ANSWERS } from "./corpora/token-answers";
import { judgeConsent, judgeRefresh } from "./support/judge-token-answer";
import { anyOf, expectNamesOfTheirOwn, fixedCases } from "./support/run-inputs";

test("each answer has a name of its own", () => {
  expectNamesOfTheirOwn(TOKEN_ANSWERS);
});

fixedCases("token-answers", TOKEN_ANSWERS, async ({ status = 200, body, taken, token }) => {
  const response = reply(status, Buffer.from(body));
  const expected =
    typeof taken === "number" ? { token: token ?? CANARY.accessToken, lifeMs: taken } : { code: taken };
  expect(await judgeRefresh(response)).toEqual(expected);
  await judgeConsent(response);
  expect(Object.hasOwn(Object.prototype, "access_token")).toBe(false);
});

const odd = fc.oneof(
  fc.constantFrom("1000.a.b", "", "a\r\nX-Evil: 1", "https://evil.example", "invalid_code", "Access Denied"),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.object({ maxDepth: 1 }),
);

/** Zoho's names with whatever behind them. */
const objects = fc
  .record(
    {
      access_token: fc.oneof(fc.constant(CANARY.accessToken), odd),
      refresh_token: fc.oneof(fc.constant(CANARY.refreshToken), odd),
      expires_in: odd,
      expires_in_sec: odd,
      scope: odd,
      api_domain: odd,
      error: odd,
      status: fc.oneof(fc.constant("failure"), odd),
      __proto__: odd,
    },
    { requiredKeys: [] },
  )
  .map((value) => Buffer.from(JSON.stringify(value)));

/** A good answer with some of its bytes changed, left out, or put in twice. */
const mutated = fc
  .array(fc.tuple(fc.nat(GOOD_ANSWER.length), fc.nat(8), fc.uint8Array({ maxLength: 4 })), { maxLength: 4 })
  .map((cuts) =>
    cuts.reduce(
      (bytes, [at, removed, put]) =>
        Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]),
      Buffer.from(GOOD_ANSWER),
    ),
  );

const answers = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: mutated },
      { weight: 4, arbitrary: objects },
      fc.json().map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    ),
    fc.oneof({ weight: 3, arbitrary: fc.constant(200) }, fc.integer({ min: 200, max: 599 })),
  )
  .map(([body, status]) => reply(status, body));

anyOf("token-answers", {
  what: "whatever is answered to a refresh, a bad record is never stored",
  values: answers,
  judge: async (answer) => {
    await judgeRefresh(answer);
  },
  share: 1.5,
});

anyOf("token-answers", {
  what: "whatever is answered to a code, there is a connection that can be used or none",
  values: answers,
  judge: judgeConsent,
});
