import { FIRST_NAMES, LAST_NAMES } from "../../crm/seeds/names";
import type { Collection } from "../records/collection";

/** A form of People by its link name. */
export interface PeopleForm {
  readonly name: string;
  readonly mandatory: readonly string[];
  readonly optional: readonly string[];
  readonly collection: Collection;
}

/** The forms of every organization. */
export const PEOPLE_FORMS: readonly PeopleForm[] = [
  {
    name: "employee",
    mandatory: ["EmployeeID", "FirstName", "LastName", "EmailID"],
    optional: ["Department"],
    collection: {
      name: "employee",
      place: 1,
      seeded: ({ n, from }) => {
        const [first, last] = [from(FIRST_NAMES, "first"), from(LAST_NAMES, "last")];
        return {
          EmployeeID: String(n),
          FirstName: first,
          LastName: last,
          EmailID: `${first}.${last}.${n}@staff.example`.toLowerCase(),
          Department: from(["Operations", "Service", "Sales"], "department"),
        };
      },
    },
  },
  {
    name: "candidate",
    mandatory: ["LastName"],
    optional: ["EmailID"],
    collection: {
      name: "candidate",
      place: 2,
      seeded: ({ from }) => ({ LastName: from(LAST_NAMES, "last") }),
    },
  },
];
