import { NotThere } from "../../shared/admin/not-there";
import type { CallbackCheck, CallbackCheckBegun } from "../admin-api";
import type { CallbackProbes } from "../callback-probes";
import type { EditorRoutes } from "./answer-route";

/** Whether the redirect URI leads here: a word to send there, and whether it has come. */
export function addCallbackCheckRoutes(routes: EditorRoutes, probes: CallbackProbes): void {
  routes.post("/zoho/callback-check", (): Promise<CallbackCheckBegun> =>
    Promise.resolve({ probe: probes.begin() }),
  );
  routes.get("/zoho/callback-check/:probe", (_service, request): Promise<CallbackCheck> => {
    const standing = probes.standingOf(String(request.params["probe"]));
    if (standing === undefined)
      return Promise.reject(new NotThere("The check", "is over; press Check again"));
    return Promise.resolve(standing);
  });
}
