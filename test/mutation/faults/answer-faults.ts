import type { PlantedFault } from "../planted-fault";

/** Faults in how answers of Zoho's are judged, and in how often a call is sent. */
export const ANSWER_FAULTS: readonly PlantedFault[] = [
  {
    subject: "replay limit",
    breaks: "a call whose token is refused is sent again without end",
    file: "src/api/call.ts",
    line: 'if (refused !== undefined || advice === "give up") throw explainRefusal(verdict.error, call, url);',
    broken: 'if (advice === "give up") throw explainRefusal(verdict.error, call, url);',
    noticedBy: {
      file: "test/unit/api/call.test.ts",
      test: "a token that died at Zoho > is renewed once for a call, also where others were taken with the new one meanwhile",
    },
  },
  {
    subject: "replay limit",
    breaks: "a call that fails is tried a fourth time",
    file: "src/api/retry/retry.ts",
    line: 'else if (advice === "repeat" && isWhole && ++failures < TRIES)',
    broken: 'else if (advice === "repeat" && isWhole && ++failures <= TRIES)',
    noticedBy: {
      file: "test/unit/api/retry.test.ts",
      test: "a call that fails for a passing reason > is sent three times and no more, however long one waits",
    },
  },
  {
    subject: "replay limit",
    breaks: "a create that may have been carried out is sent again",
    file: "src/api/call.ts",
    line: 'const failedInTheMiddle = verdict.error.class === "unreachable" && repeatability(call) === "unsafe";',
    broken: "const failedInTheMiddle = false as boolean;",
    noticedBy: {
      file: "test/unit/api/retry.test.ts",
      test: "a call that fails for a passing reason > is never sent again where a create may have been carried out",
    },
  },
  {
    subject: "classify",
    breaks: "a failure with status 200 is taken for a success",
    file: "src/api/answer/classify.ts",
    line: 'if (status < 300 && isSuccess(dialect, parsed)) return { kind: "ok", body: parsed };',
    broken: 'if (status < 300) return { kind: "ok", body: parsed };',
    noticedBy: {
      file: "test/unit/api/classify.test.ts",
      test: "a failure that pretends to be none > is known by its status in the body",
    },
  },
  {
    subject: "classify",
    breaks: "a page of a proxy is taken for a file",
    file: "src/api/answer/classify.ts",
    line: 'if (status < 300 && isFile(response)) return { kind: "ok", body };',
    broken: 'if (status < 300) return { kind: "ok", body };',
    noticedBy: {
      file: "test/unit/api/classify.test.ts",
      test: "a failure that pretends to be none > is not Zoho's when it is HTML",
    },
  },
];
