import type { AccessToken } from "../accounts/token-store";
import type { Basis } from "../basis/basis";
import type { EmulatedRequest } from "../http/emulated-request";
import type { Reply } from "../http/reply";
import type { RouteFinder } from "../http/route-finder";
import type { OrgProduct } from "../people/org-products";
import type { Org, Person } from "../people/person";
import type { World } from "../world";
import type { FaceErrors } from "./face-error";

/** A call whose token lives and has the scope. */
export interface FaceCall {
  readonly world: World;
  readonly person: Person;
  readonly token: AccessToken;
  readonly request: EmulatedRequest;
  readonly route: FaceRoute;
  /** Parts of the path by the names that the route gives them. */
  readonly params: Readonly<Record<string, string>>;
}

/** A call that chose one of the product's orgs. */
export interface OrgCall extends FaceCall {
  readonly org: Org;
}

/** One row of a product's table of resources: what it takes and what answers. */
export interface FaceRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the face's base path: `tickets/{id}`. */
  readonly path: string;
  /** What it does: for the docs. */
  readonly what: string;
  readonly basis: Basis;
  /** Whole: `Desk.tickets.READ`. */
  readonly scope: string;
  readonly answer: (call: FaceCall) => Reply;
}

/** Refusals that every product has, each in its own words. Faults ask for them too. */
export type Refusal = "no token" | "dead token" | "no scope" | "unknown path" | "wrong method" | "throttled";

/** What most products' tables call these refusals. */
export const REFUSAL_NAMES = {
  "no token": "noToken",
  "dead token": "deadToken",
  "no scope": "noScope",
  "unknown path": "unknownPath",
  "wrong method": "wrongMethod",
  throttled: "throttled",
} as const satisfies Readonly<Record<Refusal, string>>;

/** How a product tells that it wrote some of several records. */
export interface PartialWrites {
  /** What the answer calls its items, which stand in the order of the request's `data`. */
  readonly answerKey: string;
  readonly status: number;
  /** The item of a record that was refused. */
  readonly refused: (index: number) => unknown;
}

/** A product as far as it is emulated: enough to prove a generic client wrong. */
export interface Face {
  readonly product: OrgProduct;
  /** Paths under which its resources lie: `/api/v1`. */
  readonly bases: readonly string[];
  /** Says how a call chooses an org, and how lists are paged: for the docs. */
  readonly selector: string;
  readonly paging: string;
  readonly routes: readonly FaceRoute[];
  readonly errors: FaceErrors;
  readonly find: RouteFinder<FaceRoute>;
  /** A scope that covers all others. */
  readonly fullScope?: string;
  readonly refuse: (world: World, request: EmulatedRequest, refusal: Refusal) => Reply;
  /** Where its writes of several records may succeed in part. */
  readonly partialWrites?: PartialWrites;
  /** Refuses calls beyond a limit that does not depend on the org. */
  readonly admit?: (call: FaceCall) => Reply | undefined;
}
