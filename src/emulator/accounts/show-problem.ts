import type { EmulatedRequest } from "../http/emulated-request";
import { html, type Reply } from "../http/reply";
import { errorPage } from "../pages/error-page";
import type { World } from "../world";
import type { AuthorizeProblem } from "./authorize-problems";

/** A page that ends an authorization, with the status of the setting. */
export function showProblem(
  world: World,
  request: EmulatedRequest,
  problem: AuthorizeProblem,
  more?: string,
): Reply {
  request.facts.code = problem;
  return html(world.settings.errorPageStatus, errorPage(problem, more));
}
