/** What Stryker breaks, and the tests that are to notice. */
export interface MutatedModule {
  /** What `--only` knows it by. */
  readonly name: string;
  /** Source files, from the project's root. */
  readonly sources: readonly string[];
  /** The tests that are run for each mutant of it: those that are about it, so that a run ends. */
  readonly tests: readonly string[];
}

/** Share of the mutants that must be noticed, percent. */
export const GOAL = 85;

const TOKEN_TESTS = "test/unit/tokens";

/**
 * The core: what would send a secret somewhere else, lose a grant, spend tokens, or judge an answer wrongly. In groups that
 * are tested together, because each mutant costs a run of all tests that come by its line.
 */
export const MUTATED_MODULES: readonly MutatedModule[] = [
  {
    name: "callback",
    sources: ["src/oauth/callback.ts", "src/oauth/pasted-redirect.ts"],
    tests: ["test/unit/oauth/*.test.ts"],
  },
  {
    name: "destination",
    sources: ["src/transport/destination.ts"],
    tests: ["test/unit/transport/destination.test.ts"],
  },
  {
    name: "classify",
    sources: [
      "src/api/answer/classify.ts",
      "src/api/answer/body-success.ts",
      "src/api/answer/answer-media.ts",
      "src/api/answer/error-shape.ts",
      "src/api/answer/error-shapes.ts",
      "src/api/answer/refused-fields.ts",
      "src/api/answer/retry-after.ts",
      "src/api/answer/worst-item.ts",
    ],
    tests: ["test/unit/api/{classify,crm-codes,envelopes,product-errors,refused-fields,retry}.test.ts"],
  },
  {
    name: "retry",
    sources: ["src/api/retry/*.ts"],
    tests: ["test/unit/api/{retry,retry-rules,time-left}.test.ts"],
  },
  {
    name: "tokens: what is known of them",
    sources: [
      "src/tokens/{access-token,budget,cooldown,early-deaths,refusals,single-flight,token-memory}.ts",
    ],
    tests: [
      `${TOKEN_TESTS}/{access-token,budget,cooldown,early-deaths,refusals,single-flight,token-memory}.test.ts`,
    ],
  },
  {
    name: "tokens: how they are asked for",
    sources: ["src/tokens/{budget-book,stored-tokens,token-flight,token-source}.ts"],
    tests: [`${TOKEN_TESTS}/{clocks,newer-truth,several-processes,token-source,used-elsewhere}.test.ts`],
  },
  {
    name: "tokens: what is done ahead and told",
    sources: ["src/tokens/{carry-tokens,death-watch,refresh-ahead,token-state}.ts"],
    tests: [
      `${TOKEN_TESTS}/{refresh-ahead,token-state,used-elsewhere}.test.ts`,
      "test/unit/connect/rename.test.ts",
    ],
  },
  {
    name: "vault: records",
    sources: [
      "src/vault/{grant,grant-record,record-files,record-format,record-id,record-kinds,record-versions,seal,start-record,token-records}.ts",
      "src/vault/{atomic-file,file-vault,memory-vault,record-queue,vault-errors}.ts",
    ],
    tests: [
      "test/vault/{damaged-copies,formats,power-cuts,refusing-disk,sealed-records,vault-contract}.test.ts",
    ],
  },
  {
    name: "vault: keys",
    sources: [
      "src/vault/{data-key-store,key-file,key-sources,key-upkeep,open-wraps,settle-wraps,wraps-copies,wraps-file}.ts",
    ],
    tests: ["test/vault/{key-histories,key-table,opening,sealed-records,refusing-disk}.test.ts"],
  },
  {
    name: "vault: leases",
    sources: ["src/vault/{lease,leases,numbered-claims}.ts"],
    tests: ["test/vault/leases.test.ts"],
  },
];
