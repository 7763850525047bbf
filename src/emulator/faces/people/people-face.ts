import type { Reply } from "../../http/reply";
import { createRouteFinder } from "../../http/route-finder";
import type { Face, FaceCall } from "../face";
import { PEOPLE_ERRORS } from "./people-errors";
import { peopleCommonRefusal } from "./people-reply";
import { PEOPLE_ROUTES } from "./people-routes";

const FIVE_MINUTES_MS = 5 * 60_000;
/** Calls of one endpoint in five minutes. Zoho People API: threshold limits of bulk records and of insert record. */
const READS = 400;
const WRITES = 100;

/** Zoho People, forms API. */
export const PEOPLE: Face = {
  product: "people",
  bases: ["/people/api", "/api"],
  selector: "the person's one organization",
  paging: "`sIndex` (an index from 1) and `limit` (100, at most 200); error 7024 at the end",
  routes: PEOPLE_ROUTES,
  errors: PEOPLE_ERRORS,
  find: createRouteFinder(PEOPLE_ROUTES),
  refuse: peopleCommonRefusal,
  admit,
};

function admit({ world, route, request, person }: FaceCall): Reply | undefined {
  const calls = route.method === "GET" ? READS : WRITES;
  const counted = world.limits.count(
    `people|${person.zuid}|${route.method} ${route.path}`,
    { calls, windowMs: FIVE_MINUTES_MS, lockMs: FIVE_MINUTES_MS },
    world.clock.now(),
  );
  if ("left" in counted) return undefined;
  world.touch();
  return peopleCommonRefusal(world, request, "throttled");
}
