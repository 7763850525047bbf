import type { Reply } from "../../http/reply";
import type { FaceCall, OrgCall } from "../face";
import { noteOrg } from "../note-org";
import { deskRefusal } from "./desk-reply";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Credits of each call that is emulated. Zoho Desk API: each request weighs one credit unless its page says more. */
const WEIGHT = 1;

/**
 * An answer in the portal that was picked at consent. The `orgId` header is optional; where it is sent it must name
 * that portal. Zoho Desk API: OAuth, organization binding. Every answer tells the credits that are left.
 */
export function inPortal(answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const { world, request, token } = call;
    const org = world.orgById(token.consent.orgIds.desk ?? "");
    const named = request.headers["orgid"];
    if (org === undefined || (named !== undefined && named !== org.id)) {
      return deskRefusal(request, "orgMismatch");
    }
    noteOrg(request, org);
    const leave = world.gate.enter(`desk|${org.id}`, world.settings.deskConcurrency);
    if (leave === undefined) return deskRefusal(request, "tooManyAtOnce");
    request.whenDone.push(leave);
    const counted = world.limits.count(
      `desk|${org.id}`,
      { calls: world.settings.deskCreditsPerDay, windowMs: DAY_MS },
      world.clock.now(),
    );
    if ("waitMs" in counted) {
      const waitSeconds = String(Math.ceil(counted.waitMs / 1000));
      return withCredits(deskRefusal(request, "noCredits"), 0, { "Retry-After": waitSeconds });
    }
    request.facts.credits = WEIGHT;
    return withCredits(answer({ ...call, org }), counted.left);
  };
}

function withCredits(reply: Reply, left: number, more: Reply["headers"] = {}): Reply {
  const credits = {
    "X-Rate-Limit-Remaining-v3": String(left),
    "X-Rate-Limit-Request-Weight-v3": String(WEIGHT),
  };
  return { ...reply, headers: { ...reply.headers, ...credits, ...more } };
}
