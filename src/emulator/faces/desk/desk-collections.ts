import { FIRST_NAMES, LAST_NAMES } from "../../crm/seeds/names";
import type { Org } from "../../people/person";
import { type Collection, seededRowId } from "../records/collection";
import { SUBJECTS } from "../records/words";

export const DESK_CONTACTS: Collection = {
  name: "contacts",
  place: 1,
  seeded: ({ n, from }) => {
    const firstName = from(FIRST_NAMES, "first");
    const lastName = from(LAST_NAMES, "last");
    const email = `${firstName}.${lastName}.${n}@customers.example`.toLowerCase();
    return { firstName, lastName, email, phone: null, type: "paidUser" };
  },
};

export const TICKETS: Collection = {
  name: "tickets",
  place: 2,
  seeded: ({ org, from, below }) => ({
    subject: from(SUBJECTS, "subject"),
    status: from(["Open", "On Hold", "Escalated", "Closed"], "status"),
    priority: from(["Low", "Medium", "High"], "priority"),
    channel: from(["Email", "Phone", "Web"], "channel"),
    departmentId: departmentOf(org),
    contactId: seededRowId(
      org,
      DESK_CONTACTS,
      1 + below(Math.max(org.records["contacts"] ?? 0, 1), "contact"),
    ),
    description: null,
  }),
};

/** Each portal has one department, the one that a new portal begins with. */
export function departmentOf(org: Org): string {
  return `${org.prefix}000000006907`;
}
