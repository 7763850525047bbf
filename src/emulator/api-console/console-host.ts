import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import { type SelfClientOrder, selfClientCode, SelfClientError } from "../accounts/self-client-code";
import { linkTo } from "../hosts/link-to";
import type { EmulatedRequest } from "../http/emulated-request";
import { formParameters } from "../http/form-parameters";
import { html, type Reply } from "../http/reply";
import { errorPage } from "../pages/error-page";
import { selfClientPage } from "../pages/self-client";
import type { World } from "../world";

/** The API console of one data center: here only the Self Client's *Generate Code*. */
export function consoleHost(
  world: World,
  host: { readonly name: string; readonly dataCenter: DataCenterCode },
  request: EmulatedRequest,
): Reply {
  if (request.path !== "/") return html(404, errorPage("404 not found"));
  const people = world.people.filter((person) => person.dataCenter === host.dataCenter);
  const page = { action: linkTo(request, host.name, "/"), place: DATA_CENTERS[host.dataCenter].name, people };
  if (request.method === "GET") return html(200, selfClientPage(page));
  if (request.method !== "POST") return html(405, errorPage("405 not allowed"));
  const form = formParameters(request);
  const [zuid = "", org = ""] = (form.get("who") ?? "").split("/");
  const person = people.find((one) => one.zuid === zuid);
  if (person === undefined)
    return html(400, selfClientPage({ ...page, problem: "Choose who generates the code." }));
  const order: SelfClientOrder = {
    person: zuid,
    org,
    scope: form.get("scope") ?? "",
    expiresInSeconds: 60 * Number(form.get("minutes") ?? "3"),
  };
  try {
    const code = selfClientCode(world, order);
    request.facts.person = person.name;
    return html(200, selfClientPage({ ...page, code }));
  } catch (error) {
    if (!(error instanceof SelfClientError)) throw error;
    return html(400, selfClientPage({ ...page, problem: error.message }));
  }
}
