import { expect, type DemoRow } from "./row";

/** The person of the emulator with an account in every app, and one without a CRM account. */
export const EVERYBODY = "Robin Vale";
const FIELDS = { fields: "Last_Name,Company" };

/** Rows about connecting orgs. */
export const CONNECTING: readonly DemoRow[] = [
  {
    promise: "connected to a Production org",
    run: async (world) => {
      const outcome = await world.consent("connect", "acme-production", {
        autoConsent: EVERYBODY,
        autoConsentOrg: "Acme (Production)",
      });
      expect(outcome["environment"] === "Production" && outcome["pins"] === "verified", outcome);
      return `${String(outcome["orgName"])}, Production, verified`;
    },
  },
  {
    promise: "connected to a Sandbox org with the same client",
    run: async (world) => {
      const outcome = await world.consent("connect", "acme-sandbox", {
        autoConsent: EVERYBODY,
        autoConsentOrg: "Acme (Sandbox)",
      });
      expect(outcome["environment"] === "Sandbox" && outcome["pins"] === "verified", outcome);
      return `${String(outcome["orgName"])}, Sandbox, verified`;
    },
  },
  {
    promise: "connected with a pasted Self Client code",
    run: async (world) => {
      const scope = "ZohoCRM.modules.ALL,ZohoCRM.org.READ";
      const code = await world.emulator.grantCode({ scope });
      const outcome = await world.flow<Record<string, unknown>>(
        "grant-code",
        { connection: "acme-self" },
        code,
      );
      expect(outcome["name"] === "acme-self", outcome);
      const read = await world.flow("self-call", { connection: "acme-self", path: "Leads", query: FIELDS });
      expect(Array.isArray(read.payload), read);
      return `${String(outcome["orgName"])}, and a first page of ${String((read.payload as unknown[]).length)} Leads`;
    },
  },
  {
    promise: "a consent for another org than the pinned one is refused, the old grant kept",
    run: async (world) => {
      const outcome = await world.consent("connect", "acme-production", {
        autoConsent: EVERYBODY,
        autoConsentOrg: "Acme (Developer)",
      });
      const { cause } = outcome as { cause?: { code: string; reason: string } };
      expect(
        cause?.code === "pinned_elsewhere" &&
          cause.reason.includes("Production") &&
          cause.reason.includes("Developer"),
        outcome,
      );
      const still = await world.call("acme-production", { path: "org" });
      expect(still.status === 200, still);
      return `rejected / ${cause.code}`;
    },
  },
  {
    promise: "a person without a CRM account: no_org, naming the app",
    run: async (world) => {
      const outcome = await world.consent("connect", "no-crm", {
        autoConsent: await personWithoutCrm(world),
      });
      const { cause } = outcome as { cause?: { class: string; code: string; reason: string } };
      expect(cause?.class === "no_org" && cause.reason.includes("CRM"), outcome);
      return cause.reason;
    },
  },
  {
    promise: "consent rejected",
    run: async (world) => {
      const outcome = await world.consent("connect", "rejected", {
        autoConsent: EVERYBODY,
        autoConsentAnswer: "reject",
      });
      const { cause } = outcome as { cause?: { class: string; code: string } };
      expect(cause?.class === "rejected" && cause.code === "access_denied", outcome);
      return `${cause.class} / ${cause.code}`;
    },
  },
];

async function personWithoutCrm(world: Parameters<DemoRow["run"]>[0]): Promise<string> {
  const { people } = (await world.emulator.send("GET", "state")) as {
    people: { name: string; apps: string[] }[];
  };
  const person = people.find(({ apps }) => !apps.includes("CRM"));
  expect(person !== undefined, "The emulator knows nobody without a CRM account.");
  return person.name;
}
