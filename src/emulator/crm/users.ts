import { empty, json, type Reply } from "../http/reply";
import { crmError, refuse } from "./api-answer";
import type { ApiCall } from "./api-call";
import { type CrmUser, crmUsers } from "./crm-users";

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

/** `GET /users?type=`: without a type all users. */
export function getUsers({ org, person, request }: ApiCall): Reply {
  const type = request.query.get("type") ?? "AllUsers";
  const isListed = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (isListed === undefined) {
    return refuse(request, crmError("INVALID_DATA", { param_name: "type" }));
  }
  const users = crmUsers(org).filter((user) => isListed(user, person.zuid));
  if (users.length === 0) return empty(204);
  return json(200, {
    users: users.map((user) => shown(user, org.prefix, org.place)),
    info: { per_page: 200, count: users.length, page: 1, more_records: false },
  });
}

function shown(
  user: CrmUser,
  prefix: string,
  place: ApiCall["org"]["place"],
): Readonly<Record<string, unknown>> {
  const space = user.name.indexOf(" ");
  return {
    id: user.id,
    zuid: user.zuid,
    full_name: user.name,
    first_name: user.name.slice(0, space),
    last_name: user.name.slice(space + 1),
    email: user.email,
    status: "active",
    confirm: true,
    time_zone: place.timeZone,
    country: place.countryCode,
    role: { id: `${prefix}0000000260${user.role === "CEO" ? "05" : "08"}`, name: user.role },
    profile: {
      id: `${prefix}0000000260${user.profile === "Administrator" ? "11" : "14"}`,
      name: user.profile,
    },
  };
}
