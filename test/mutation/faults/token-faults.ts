import type { PlantedFault } from "../planted-fault";

/** Faults in how access tokens are asked for, counted, kept and given up. */
export const TOKEN_FAULTS: readonly PlantedFault[] = [
  {
    subject: "single flight",
    breaks: "each caller begins a flight of its own",
    file: "src/tokens/single-flight.ts",
    line: "const flight = this.flights.get(key) ?? this.launch(key, start);",
    broken: "const flight = this.launch(key, start);",
    noticedBy: {
      file: "test/unit/tokens/single-flight.test.ts",
      test: "a flight > is the only one for its key while it is in the air, and its result is everybody's",
    },
  },
  {
    subject: "single flight",
    breaks: "a flight that has ended stays, and its result is given for ever",
    file: "src/tokens/single-flight.ts",
    line: "const flight = start().finally(() => this.flights.delete(key));",
    broken: "const flight = start();",
    noticedBy: {
      file: "test/unit/tokens/token-source.test.ts",
      test: "a token that lasts > is used until a minute before its end, then another is asked for",
    },
  },
  {
    subject: "single flight",
    breaks: "processes ask side by side",
    file: "src/tokens/token-source.ts",
    line: "return this.options.vault.exclusively(connectionId, () => this.fetchAlone(connectionId, kind));",
    broken: "return this.fetchAlone(connectionId, kind);",
    noticedBy: {
      file: "test/unit/tokens/several-processes.test.ts",
      test: "processes that share a vault > ask once for a token that has run out, however many wait for it in each of them",
    },
  },
  {
    subject: "generation compare",
    breaks: "a token of a former grant is taken out of the vault",
    file: "src/tokens/stored-tokens.ts",
    line: "if (access?.generation !== generation) return undefined;",
    broken: "if (access === undefined) return undefined;",
    noticedBy: {
      file: "test/unit/tokens/token-source.test.ts",
      test: "a token that lasts > of a former grant is not used",
    },
  },
  {
    subject: "generation compare",
    breaks: "a token that was on its way while its grant was replaced is used",
    file: "src/tokens/token-source.ts",
    line: "if (!(await this.isReplaced(record)) && this.put(token)) return token;",
    broken: "if (this.put(token)) return token;",
    noticedBy: {
      file: "test/unit/tokens/token-source.test.ts",
      test: "a grant that is replaced while its token is on its way > gives its callers a token of the new grant, and keeps none of the old",
    },
  },
  {
    subject: "generation compare",
    breaks: "the new grant is blamed for the end of the old",
    file: "src/tokens/token-flight.ts",
    line: "if (current?.generation === record.generation) {",
    broken: "if (current !== undefined) {",
    noticedBy: {
      file: "test/unit/tokens/token-source.test.ts",
      test: "a grant that is replaced while its token is on its way > does not blame the new grant for the end of the old",
    },
  },
  {
    subject: "slot reserved before sending",
    breaks: "requests for tokens are not counted",
    file: "src/tokens/token-flight.ts",
    line: "const reservedAt = await this.reserve(record, kind);",
    broken: "const reservedAt = this.options.zohoTime.now();",
    noticedBy: {
      file: "test/unit/tokens/token-source.test.ts",
      test: "the ten tokens of ten minutes > are counted over restarts",
    },
  },
  {
    subject: "slot reserved before sending",
    breaks: "the request leaves before it is counted on disk",
    file: "src/tokens/token-flight.ts",
    line: "const reservedAt = await this.reserve(record, kind);",
    broken:
      "const reservedAt = this.options.zohoTime.now(); this.reserve(record, kind).catch(() => undefined);",
    noticedBy: {
      file: "test/unit/tokens/token-source.test.ts",
      test: "the ten tokens of ten minutes > are counted on disk before their requests leave",
    },
  },
  {
    subject: "breaker",
    breaks: "a place that refuses fresh tokens gets one after the other",
    file: "src/tokens/refusals.ts",
    line: 'if (closed.length > 0) return "give up";',
    broken: "",
    noticedBy: {
      file: "test/unit/api/call.test.ts",
      test: "a grant that is used in the wrong environment > costs one token call for 1,000 calls one after the other, a second apart",
    },
  },
  {
    subject: "breaker",
    breaks: "the face is never closed",
    file: "src/tokens/refusals.ts",
    line: "for (const place of fitsFace ? [here] : [here, atFace]) {",
    broken: "for (const place of [here]) {",
    noticedBy: {
      file: "test/unit/tokens/refusals.test.ts",
      test: "a face that has taken no token and refuses a fresh one > is closed as a whole: its other paths get no other token either",
    },
  },
];
