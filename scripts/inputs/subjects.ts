/** Places where something bad can be put in, and the tests that put it there. */
export const SUBJECTS = {
  addresses: ["test/inputs/addresses.test.ts", "test/library/forged-places.test.ts"],
  paths: ["test/inputs/paths.test.ts"],
  headers: ["test/inputs/headers.test.ts"],
  callbacks: ["test/inputs/callbacks.test.ts", "test/nodes/forged-callbacks.test.ts"],
  "token-answers": ["test/inputs/token-answers.test.ts"],
  messages: ["test/inputs/messages.test.ts"],
  admin: [
    "test/nodes/bad-admin-requests.test.ts",
    "test/nodes/admin-permissions.test.ts",
    "test/nodes/editor-hosts.test.ts",
  ],
} as const;

export type Subject = keyof typeof SUBJECTS;

export function isSubject(name: string): name is Subject {
  return Object.hasOwn(SUBJECTS, name);
}

/** The title of the group in which each row of a table is a test: by it they are counted. */
export function fixedCasesTitle(subject: Subject, rows: number): string {
  return `${subject}: ${String(rows)} fixed cases`;
}

/** The subject that such a title names, or undefined where it is none. */
export function subjectOfTitle(title: string): Subject | undefined {
  const [, name = ""] = /^([a-z-]+): \d+ fixed cases$/.exec(title) ?? [];
  return isSubject(name) ? name : undefined;
}
