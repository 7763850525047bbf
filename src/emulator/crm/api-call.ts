import type { EmulatedRequest } from "../http/emulated-request";
import type { Org, Person } from "../people/person";
import type { World } from "../world";
import type { Face } from "./face";
import type { Module } from "./modules/module";
import type { OrgData } from "./org-records";

/** A call that passed authentication and scope. */
export interface ApiCall {
  readonly world: World;
  readonly face: Face;
  /** Of the API in the path: 8, 2.1. */
  readonly version: number;
  readonly person: Person;
  readonly clientId: string;
  /** Granted ones. */
  readonly scopes: readonly string[];
  readonly org: Org;
  readonly data: OrgData;
  readonly request: EmulatedRequest;
  /** Parts of the path by the names that the route gives them. */
  readonly params: Readonly<Record<string, string>>;
}

/** A call about the records of one module. */
export interface RecordsCall extends ApiCall {
  readonly module: Module;
}

/** A call about one record. */
export interface RecordCall extends RecordsCall {
  /** As the path has it; no record need have it. */
  readonly id: string;
}
