import type { ApiCall } from "../api/api-call";
import type { Caller } from "../api/call";
import type { ModuleFields } from "../api/module-fields";
import type { Clock } from "../time/clock";

/** What a reader of changes works with. */
export interface ChangeParts {
  readonly caller: Pick<Caller, "call">;
  readonly clock: Pick<Clock, "monotonic">;
  readonly moduleFields: Pick<ModuleFields, "named">;
  /** How its calls stand in line: as background calls, say, so that others go first. */
  readonly sending?: Pick<ApiCall, "priority" | "origin" | "patienceMs" | "timeoutMs">;
}
