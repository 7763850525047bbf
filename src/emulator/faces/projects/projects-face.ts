import type { Reply } from "../../http/reply";
import { createRouteFinder } from "../../http/route-finder";
import type { Face, FaceCall } from "../face";
import { PROJECTS_ERRORS } from "./projects-errors";
import { PROJECTS_LOCK_MS, projectsCommonRefusal, projectsThrottled } from "./projects-reply";
import { PROJECTS_ROUTES } from "./projects-routes";

const TWO_MINUTES_MS = 2 * 60_000;

/** Zoho Projects, API v3. */
export const PROJECTS: Face = {
  product: "projects",
  bases: ["/api/v3"],
  selector: "portal ID in the path",
  paging: "`page` (from 1) and `per_page` (100, at most 200); `page_info.has_next_page` tells the end",
  routes: PROJECTS_ROUTES,
  errors: PROJECTS_ERRORS,
  find: createRouteFinder(PROJECTS_ROUTES),
  refuse: projectsCommonRefusal,
  admit,
};

/** Calls count per API and person, whatever the portal. */
function admit({ world, route, request, person }: FaceCall): Reply | undefined {
  const counted = world.limits.count(
    `projects|${person.zuid}|${route.method} ${route.path}`,
    { calls: world.settings.projectsCallsPer2min, windowMs: TWO_MINUTES_MS, lockMs: PROJECTS_LOCK_MS },
    world.clock.now(),
  );
  if ("left" in counted) return undefined;
  world.touch();
  return projectsThrottled(world, request, counted.waitMs);
}
