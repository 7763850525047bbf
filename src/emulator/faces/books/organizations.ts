import type { Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import type { FaceCall } from "../face";
import { booksSuccess } from "./books-reply";

/** `GET /organizations`: every organization of the person; the one call that needs no `organization_id`. */
export function listOrganizations({ person }: FaceCall): Reply {
  const organizations = orgsOf(person, "books").map((org, index) => ({
    organization_id: org.id,
    name: org.name,
    is_default_org: index === 0,
    country: org.place.country,
    currency_code: org.place.currency,
    time_zone: org.place.timeZone,
    language_code: "en",
    account_created_date: "2024-01-01",
  }));
  return booksSuccess(200, { organizations });
}
