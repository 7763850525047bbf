import type { Reply } from "../../http/reply";
import { type Org, orgsOf } from "../../people/person";
import type { FaceCall, OrgCall } from "../face";
import { noteOrg } from "../note-org";
import type { FinanceApp } from "./finance-apps";
import { financeRefusal } from "./finance-reply";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * An answer in the organization that the call names; a token reaches every organization of its person. Calls are counted
 * per organization. Zoho Books API v3: organization ID, API limits.
 */
export function inOrganization(app: FinanceApp, answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const org = organizationOf(app, call);
    if ("status" in org) return org;
    noteOrg(call.request, org);
    return beyondLimits(app, call, org) ?? answer({ ...call, org });
  };
}

function organizationOf(app: FinanceApp, { world, person, request }: FaceCall): Org | Reply {
  const orgs = orgsOf(person, app.product);
  const inHeader = app.header === undefined ? undefined : request.headers[app.header.toLowerCase()];
  const named = String(inHeader ?? request.query.get("organization_id") ?? "");
  // Whoever is in one organization need not name it.
  const [first] = orgs;
  if (named === "" && orgs.length === 1 && first !== undefined) return first;
  if (!/^\d{1,30}$/.test(named)) return financeRefusal(world, request, "noOrganization");
  return orgs.find((one) => one.id === named) ?? financeRefusal(world, request, "notMember", { id: named });
}

function beyondLimits({ product }: FinanceApp, { world, request }: FaceCall, org: Org): Reply | undefined {
  const { booksConcurrency, booksCallsPerMinute, booksCallsPerDay } = world.settings;
  const leave = world.gate.enter(`${product}|${org.id}`, booksConcurrency);
  if (leave === undefined) return financeRefusal(world, request, "tooManyAtOnce");
  request.whenDone.push(leave);
  const now = world.clock.now();
  const minute = { calls: booksCallsPerMinute, windowMs: MINUTE_MS };
  if ("waitMs" in world.limits.count(`${product}|${org.id}|minute`, minute, now)) {
    return financeRefusal(world, request, "perMinute");
  }
  const day = { calls: booksCallsPerDay, windowMs: DAY_MS };
  if ("waitMs" in world.limits.count(`${product}|${org.id}|day`, day, now)) {
    return financeRefusal(world, request, "perDay", { limit: String(booksCallsPerDay) });
  }
  return undefined;
}
