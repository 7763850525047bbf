import type { EmulatedRequest } from "../http/emulated-request";
import type { Module } from "./modules/module";
import type { Org, Person } from "../people/person";
import type { World } from "../world";
import type { Face } from "./face";
import type { OrgData } from "./org-records";

/** A call that passed authentication and scope. */
export interface ApiCall {
  readonly world: World;
  readonly face: Face;
  readonly person: Person;
  readonly org: Org;
  readonly data: OrgData;
  readonly request: EmulatedRequest;
}

/** A call about the records of one module. */
export interface RecordsCall extends ApiCall {
  readonly module: Module;
}
