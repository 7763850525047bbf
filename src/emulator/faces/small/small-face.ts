import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import { createRouteFinder } from "../../http/route-finder";
import { type Org, orgsOf } from "../../people/person";
import type { EmulatorSettings } from "../../settings/settings-table";
import type { Face, FaceCall, OrgCall, Refusal } from "../face";
import { type FaceError, type FaceErrors, filled } from "../face-error";
import { noteOrg } from "../note-org";

/** Refuses in a product's words. */
export type Refuse<N extends string> = (
  request: EmulatedRequest,
  name: N,
  values?: Readonly<Record<string, string>>,
) => Reply;

/**
 * The refusals of a product.
 *
 * @param bodyOf the envelope that carries one
 */
export function refusals<E extends FaceErrors>(
  errors: E,
  bodyOf: (error: FaceError, message: string, request: EmulatedRequest) => unknown,
): Refuse<keyof E & string> {
  return (request, name, values = {}) => {
    const error = errors[name];
    if (error === undefined) throw new RangeError(`no refusal is called ${name}`);
    request.facts.code = String(error.code);
    return json(error.status, bodyOf(error, filled(error.message, values), request));
  };
}

/** How often a person may call one resource. */
export interface SmallLimit {
  readonly calls: (settings: EmulatorSettings) => number;
  readonly windowMs: number;
  /** How long a call too many closes the resource, milliseconds. */
  readonly lockMs?: number;
}

/** What makes a face of one list or two: its tables, and how it words refusals. */
export type SmallFaceParts<N extends string> = Pick<
  Face,
  "product" | "bases" | "selector" | "paging" | "routes" | "errors"
> & {
  readonly refuse: Refuse<N>;
  /** What the product calls the refusals that every product has. */
  readonly common: Readonly<Record<Refusal, N>>;
  readonly limit: SmallLimit;
  /** What parts of paths look like, by name. */
  readonly forms?: Readonly<Record<string, RegExp>>;
};

/** A face out of its parts. */
export function smallFace<N extends string>(parts: SmallFaceParts<N>): Face {
  const { product, bases, selector, paging, routes, errors, refuse, common, limit, forms = {} } = parts;
  return {
    product,
    bases,
    selector,
    paging,
    routes,
    errors,
    find: createRouteFinder(routes, forms),
    refuse: (_world, request, refusal) => refuse(request, common[refusal]),
    admit({ world, route, request, person }) {
      const { windowMs, lockMs } = limit;
      const counted = world.limits.count(
        `${product}|${person.zuid}|${route.method} ${route.path}`,
        { calls: limit.calls(world.settings), windowMs, ...(lockMs === undefined ? {} : { lockMs }) },
        world.clock.now(),
      );
      if ("left" in counted) return undefined;
      world.touch();
      return refuse(request, common.throttled);
    },
  };
}

/** An answer in the one org of the product that the person is in. */
export function inOwnOrg(
  product: Face["product"],
  noOrg: (request: EmulatedRequest) => Reply,
  answer: (call: OrgCall) => Reply,
): (call: FaceCall) => Reply {
  return (call) => {
    const [org] = orgsOf(call.person, product);
    return org === undefined ? noOrg(call.request) : inOrg(call, org, answer);
  };
}

/** An answer in this org, which the request log then names. */
export function inOrg(call: FaceCall, org: Org, answer: (call: OrgCall) => Reply): Reply {
  noteOrg(call.request, org);
  return answer({ ...call, org });
}
