import { createRouteFinder } from "../../http/route-finder";
import type { Reply } from "../../http/reply";
import type { Face, FaceCall } from "../face";
import { CREATOR_ERRORS } from "./creator-errors";
import { creatorCommonRefusal } from "./creator-reply";
import { CREATOR_ROUTES } from "./creator-routes";

const MINUTE_MS = 60_000;
/** Names of accounts and applications also have dots and hyphens. */
const LINK_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Zoho Creator, API v2.1. */
export const CREATOR: Face = {
  product: "creator",
  bases: ["/creator/v2.1"],
  selector: "account owner and application in the path",
  paging:
    "`max_records` (200, at most 1000); response header `record_cursor`, sent back as a request header, absent at the end",
  routes: CREATOR_ROUTES,
  errors: CREATOR_ERRORS,
  find: createRouteFinder(CREATOR_ROUTES, { owner: LINK_NAME, app: LINK_NAME }),
  refuse: creatorCommonRefusal,
  partialWrites: {
    answerKey: "result",
    status: 200,
    refused: () => ({ code: CREATOR_ERRORS.badRecord.code, error: { ID: "Enter a valid value for ID" } }),
  },
  admit,
};

/** Calls count per endpoint and public IP address; to the emulator all come from one. Zoho Creator API: things to know. */
function admit({ world, route, request }: FaceCall): Reply | undefined {
  const limit = { calls: world.settings.creatorCallsPerMinute, windowMs: MINUTE_MS };
  const counted = world.limits.count(`creator|${route.method} ${route.path}`, limit, world.clock.now());
  return "waitMs" in counted ? creatorCommonRefusal(world, request, "throttled") : undefined;
}
