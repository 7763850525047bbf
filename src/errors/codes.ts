import { ANSWERING } from "./codes/answering";
import { AUTHORIZING } from "./codes/authorizing";
import { CONFIGURING } from "./codes/configuring";
import { LISTING } from "./codes/listing";
import { KEEPING } from "./codes/keeping";
import { KEEPING_WRITES } from "./codes/keeping-writes";
import { REACHING } from "./codes/reaching";
import { USING } from "./codes/using";
import { WAITING } from "./codes/waiting";
import { WATCHING } from "./codes/watching";
import type { ErrorRow } from "./codes/row";

export type { ErrorRow } from "./codes/row";

/** Every failure of the package. Closed: flows branch on these names, so one is only ever added. */
export const ERROR_CODES = {
  ...AUTHORIZING,
  ...WAITING,
  ...REACHING,
  ...CONFIGURING,
  ...USING,
  ...ANSWERING,
  ...LISTING,
  ...KEEPING_WRITES,
  ...WATCHING,
  ...KEEPING,
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof ERROR_CODES;
