import type { Reply } from "../http/reply";
import { crmError, refuse } from "./api-answer";
import type { ApiCall } from "./api-call";
import { limitsOf } from "./editions";
import type { CrmRoute } from "./crm-route";

/** From this share of the day's credits on, answers tell how many are left. Zoho CRM v8: API limits. */
const TELLING_SHARE = 0.5;

/** Lets a call through that has a place among those in flight and credits left; what it costs is spent. */
export function passGate(call: ApiCall, route: CrmRoute, then: () => Reply): Reply {
  const { world, org, request, clientId } = call;
  const limits = limitsOf(org, world.settings);
  const places: (readonly [key: string, limit: number])[] = [[`${org.id}|${clientId}`, limits.concurrency]];
  if (route.isHeavy?.(request) === true) {
    places.push([`${org.id}|${clientId}|heavy`, world.settings.crmSubConcurrency]);
  }
  for (const [key, limit] of places) {
    const leave = world.gate.enter(key, limit);
    if (leave === undefined) return refuse(request, crmError("TOO_MANY_REQUESTS"));
    request.whenDone.push(leave);
  }
  const now = world.clock.now();
  const cost = route.credits?.(request) ?? 1;
  const left = limits.credits - world.gate.used(org.id, now);
  if (cost > left) return tell(refuse(request, crmError("TOO_MANY_REQUESTS")), Math.max(left, 0));
  world.gate.spend(org.id, cost, now);
  request.facts.credits = cost;
  const reply = then();
  return left - cost <= limits.credits * TELLING_SHARE ? tell(reply, left - cost) : reply;
}

function tell(reply: Reply, left: number): Reply {
  return { ...reply, headers: { ...reply.headers, "X-API-CREDITS-REMAINING": String(left) } };
}
