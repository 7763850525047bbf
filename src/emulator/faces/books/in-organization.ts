import type { Reply } from "../../http/reply";
import { type Org, orgsOf } from "../../people/person";
import type { FaceCall, OrgCall } from "../face";
import { noteOrg } from "../note-org";
import { booksRefusal } from "./books-reply";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * An answer in the organization that `organization_id` names; a token reaches every organization of its person. Calls
 * are counted per organization. Zoho Books API v3: organization ID, API limits.
 */
export function inOrganization(answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const org = organizationOf(call);
    if ("status" in org) return org;
    noteOrg(call.request, org);
    return beyondLimits(call, org) ?? answer({ ...call, org });
  };
}

function organizationOf({ world, person, request }: FaceCall): Org | Reply {
  const orgs = orgsOf(person, "books");
  const named = request.query.get("organization_id") ?? "";
  // Whoever is in one organization need not name it.
  const [first] = orgs;
  if (named === "" && orgs.length === 1 && first !== undefined) return first;
  if (!/^\d{1,30}$/.test(named)) return booksRefusal(world, request, "noOrganization");
  return orgs.find((one) => one.id === named) ?? booksRefusal(world, request, "notMember", { id: named });
}

function beyondLimits({ world, request }: FaceCall, org: Org): Reply | undefined {
  const { booksConcurrency, booksCallsPerMinute, booksCallsPerDay } = world.settings;
  const leave = world.gate.enter(`books|${org.id}`, booksConcurrency);
  if (leave === undefined) return booksRefusal(world, request, "tooManyAtOnce");
  request.whenDone.push(leave);
  const now = world.clock.now();
  const minute = { calls: booksCallsPerMinute, windowMs: MINUTE_MS };
  if ("waitMs" in world.limits.count(`books|${org.id}|minute`, minute, now)) {
    return booksRefusal(world, request, "perMinute");
  }
  const day = { calls: booksCallsPerDay, windowMs: DAY_MS };
  if ("waitMs" in world.limits.count(`books|${org.id}|day`, day, now)) {
    return booksRefusal(world, request, "perDay", { limit: String(booksCallsPerDay) });
  }
  return undefined;
}
