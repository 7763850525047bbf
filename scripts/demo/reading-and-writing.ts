import { expect, type DemoRow } from "./row";

const FOUR_LEADS = [
  { Last_Name: "Demo Okafor", Company: "Harbour Tools" },
  { Last_Name: "Demo Lindqvist", Company: "North Mill" },
  { Company: "No Name Ltd" },
  { Last_Name: "Demo Marsh", Company: "Quay Systems" },
];

interface Lists {
  readonly written: readonly { readonly index: number; readonly id: string }[];
  readonly failed: readonly {
    readonly index: number;
    readonly item: unknown;
    readonly message: string;
    readonly details: { api_name?: string };
  }[];
  readonly unknown: readonly unknown[];
}

const READ = { path: "Leads", query: { fields: "Last_Name,Company" }, paging: "array" };

/** Rows about records. */
export const READING_AND_WRITING: readonly DemoRow[] = [
  {
    promise: "three Leads inserted, one refused with its reason, none lost",
    run: async (world) => {
      // The refusal goes to the Catch node, so the flow answers with that; the lists are the same.
      const answer = await world.call("acme-production", { method: "POST", path: "Leads" }, FOUR_LEADS);
      const lists = (answer.cause?.details ?? answer.payload) as unknown as Lists;
      expect(lists.written.map(({ index }) => index).join() === "0,1,3", answer);
      const [refused] = lists.failed;
      expect(refused?.index === 2 && JSON.stringify(refused.item) === JSON.stringify(FOUR_LEADS[2]), answer);
      expect(lists.unknown.length === 0, answer);
      return `3 written; #2 refused: ${refused.message} (${String(refused.details.api_name)})`;
    },
  },
  {
    promise: "Leads listed across pages",
    run: async (world) => {
      const answer = await world.call("acme-production", READ);
      const names = (answer.payload as { Last_Name: string; id: string }[]).map(({ Last_Name }) => Last_Name);
      expect(
        new Set((answer.payload as { id: string }[]).map(({ id }) => id)).size === names.length,
        "an ID came twice",
      );
      expect(
        FOUR_LEADS.every(({ Last_Name }) => Last_Name === undefined || names.includes(Last_Name)),
        names.slice(-5),
      );
      const { pages } = answer.result?.["counts"] as { pages: number };
      expect(pages > 1, answer.result);
      return `${String(names.length)} Leads on ${String(pages)} pages`;
    },
  },
  {
    promise: "the Sandbox does not see them",
    run: async (world) => {
      const answer = await world.call("acme-sandbox", READ);
      const names = (answer.payload as { Last_Name: string }[]).map(({ Last_Name }) => Last_Name);
      expect(names.length > 0 && !names.some((name) => name.startsWith("Demo ")), names);
      return `${String(names.length)} other Leads, of ${String(answer.result?.["url"]).split("/")[2] ?? ""}`;
    },
  },
];
