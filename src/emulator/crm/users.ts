import { empty, json, type Reply } from "../http/reply";
import type { Org } from "../people/person";
import { refuse } from "./api-answer";
import type { ApiCall } from "./api-call";
import { type CrmUser, crmUsers } from "./crm-users";
import { wrongParam } from "./records/page-ask";
import { wholeNumber } from "./records/whole-number";
import { isUnchanged, metadataTime } from "./settings/metadata-time";
import { profileReference } from "./settings/profiles";
import { roleReference } from "./settings/roles";

/** Types of `GET /users` and whom they list. In this slice everybody is active and confirmed. */
const TYPES: Readonly<Record<string, (user: CrmUser, zuid: string) => boolean>> = {
  CurrentUser: (user, zuid) => user.zuid === zuid,
  AllUsers: () => true,
  ActiveUsers: () => true,
  ConfirmedUsers: () => true,
  ActiveConfirmedUsers: () => true,
  AdminUsers: (user) => user.profile === "Administrator",
  ActiveConfirmedAdmins: (user) => user.profile === "Administrator",
  DeactiveUsers: () => false,
  NotConfirmedUsers: () => false,
  DeletedUsers: () => false,
};

const MAX_PER_PAGE = 200;

/** `GET /users?type=`: a page of users, without a type of all; 304 where none changed after `If-Modified-Since`. */
export function getUsers({ org, person, request }: ApiCall): Reply {
  const type = request.query.get("type") ?? "AllUsers";
  const isListed = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (isListed === undefined) return refuse(request, wrongParam("type"));
  const perPage = wholeNumber(request.query.get("per_page") ?? String(MAX_PER_PAGE));
  if (perPage === undefined || perPage > MAX_PER_PAGE) return refuse(request, wrongParam("per_page"));
  const page = wholeNumber(request.query.get("page") ?? "1");
  if (page === undefined) return refuse(request, wrongParam("page"));
  if (isUnchanged(request)) return empty(304);
  const users = crmUsers(org).filter((user) => isListed(user, person.zuid));
  const shown = users.slice((page - 1) * perPage, page * perPage);
  if (shown.length === 0) return empty(204);
  return json(200, {
    users: shown.map((user) => shownUser(org, user)),
    info: { per_page: perPage, count: shown.length, page, more_records: users.length > page * perPage },
  });
}

/** `GET /users/{id}`: one user; 204 where no user of the org has this ID. */
export function getUser({ org, params, request }: ApiCall): Reply {
  const user = crmUsers(org).find((one) => one.id === params["id"]);
  if (user === undefined) return empty(204);
  if (isUnchanged(request)) return empty(304);
  return json(200, { users: [shownUser(org, user)] });
}

function shownUser(org: Org, user: CrmUser): Readonly<Record<string, unknown>> {
  const space = user.name.indexOf(" ");
  const [owner] = crmUsers(org);
  const by = owner === undefined ? null : { name: owner.name, id: owner.id };
  const at = metadataTime(org);
  return {
    id: user.id,
    zuid: user.zuid,
    full_name: user.name,
    first_name: user.name.slice(0, space),
    last_name: user.name.slice(space + 1),
    email: user.email,
    status: "active",
    confirm: true,
    time_zone: org.place.timeZone,
    country: org.place.countryCode,
    language: "en_US",
    locale: "en_US",
    role: roleReference(org, user.role),
    profile: profileReference(org, user.profile),
    Reporting_To: null,
    created_by: by,
    created_time: at,
    Modified_By: by,
    Modified_Time: at,
  };
}
