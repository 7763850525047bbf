import { json, type Reply } from "../http/reply";
import type { ApiCall } from "./api-call";
import { crmUsers } from "./crm-users";

/** `GET /org`: which org and environment the token reaches. */
export function getOrg({ org, person, world }: ApiCall): Reply {
  const { crmEdition } = world.settings;
  return json(200, {
    org: [
      {
        id: `${org.prefix}000000000321`,
        zgid: org.id,
        company_name: org.name,
        country: org.place.country,
        country_code: org.place.countryCode,
        currency: org.place.currency,
        iso_code: org.place.currency,
        time_zone: org.place.timeZone,
        primary_email: person.email,
        primary_zuid: person.zuid,
        type: org.product === "bigin" ? "Bigin" : org.environment,
        max_per_page: 200,
        license_details: {
          paid: crmEdition !== "free",
          paid_type: crmEdition,
          trial_type: null,
          users_license_purchased: crmUsers(org).length,
        },
      },
    ],
  });
}
