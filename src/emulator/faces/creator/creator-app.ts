import { COMPANIES, FIRST_NAMES } from "../../crm/seeds/names";
import type { Org } from "../../people/person";
import type { Collection } from "../records/collection";
import { SUBJECTS } from "../records/words";

/** What a form's field takes. */
export interface CreatorField {
  readonly name: string;
  readonly kind: "text" | "number" | "email";
  readonly isMandatory: boolean;
}

/** A form of an application, whose rows its report shows. */
export interface CreatorForm {
  readonly form: string;
  readonly report: string;
  readonly fields: readonly CreatorField[];
  readonly collection: Collection;
}

/** Link name of the application that every account has. */
export const CREATOR_APPLICATION = "field-service";

/** Its forms. Link names are Creator's: letters, digits and underscores. */
export const CREATOR_FORMS: readonly CreatorForm[] = [
  {
    form: "Visit",
    report: "All_Visits",
    fields: [
      { name: "Customer", kind: "text", isMandatory: true },
      { name: "Minutes", kind: "number", isMandatory: false },
      { name: "Email", kind: "email", isMandatory: false },
    ],
    collection: {
      name: "Visit",
      place: 1,
      seeded: ({ n, from, below }) => ({
        Customer: from(COMPANIES, "customer"),
        Minutes: String(10 + below(170, "minutes")),
        Email: `${from(FIRST_NAMES, "technician")}.${n}@crew.example`.toLowerCase(),
      }),
    },
  },
  {
    form: "Fault",
    report: "All_Faults",
    fields: [{ name: "Title", kind: "text", isMandatory: true }],
    collection: { name: "Fault", place: 2, seeded: ({ from }) => ({ Title: from(SUBJECTS, "title") }) },
  },
  {
    form: "Reading",
    report: "All_Readings",
    fields: [
      { name: "Sensor", kind: "text", isMandatory: true },
      { name: "Value", kind: "number", isMandatory: true },
      { name: "Taken_At", kind: "text", isMandatory: false },
    ],
    collection: {
      name: "Reading",
      place: 3,
      seeded: ({ n, createdAt, below }) => ({
        Sensor: `S-${1 + below(40, "sensor")}-${n}`,
        Value: String(below(1_000, "value")),
        Taken_At: new Date(createdAt).toISOString(),
      }),
    },
  },
];

/** The name under which an org's account is owned, as it stands in paths: `acme`. */
export function ownerName(org: Org): string {
  return org.name.toLowerCase().replaceAll(" ", "-");
}
