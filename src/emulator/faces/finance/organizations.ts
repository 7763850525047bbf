import type { Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import type { FaceCall } from "../face";
import type { FinanceApp } from "./finance-apps";
import { financeSuccess } from "./finance-reply";

/** `GET /organizations`: every organization of the person; the one call that names none. */
export function listOrganizations(product: FinanceApp["product"]): (call: FaceCall) => Reply {
  return ({ person }) => {
    const organizations = orgsOf(person, product).map((org, index) => ({
      organization_id: org.id,
      name: org.name,
      is_default_org: index === 0,
      country: org.place.country,
      currency_code: org.place.currency,
      time_zone: org.place.timeZone,
      language_code: "en",
      account_created_date: "2024-01-01",
    }));
    return financeSuccess(200, { organizations });
  };
}
