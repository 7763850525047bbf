import type { FaultMatch } from "../faults/fault";

/** Where faults are commonly wanted. */
export const FAULT_PLACES: readonly {
  readonly id: string;
  readonly text: string;
  readonly match: FaultMatch;
}[] = [
  { id: "api", text: "the API gateway: CRM, Bigin and others", match: { host: "*zohoapis*" } },
  { id: "token", text: "the token endpoint", match: { path: "/oauth/v2/token" } },
  { id: "everywhere", text: "every request", match: {} },
];
