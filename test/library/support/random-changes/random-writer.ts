import type { Draw } from "../../../faults/support/draw";
import type { KnownRecords } from "./known-records";

/** One write of CRM's API; the items of its answer. */
export type Write = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<readonly { readonly id: string }[]>;

/** Records of one write at most. */
const MOST = 100;

/** Creates, changes or deletes some records: half are new, four in ten are changed, and one in ten is deleted. */
export async function writeSomething(
  {
    known,
    draw,
    write,
    now,
  }: {
    readonly known: KnownRecords;
    readonly draw: Draw;
    readonly write: Write;
    /** Zoho's time, which stands still meanwhile. */
    readonly now: number;
  },
  most: number,
): Promise<void> {
  const size = 1 + draw(Math.max(1, Math.min(MOST, most)));
  const kind = draw(10);
  if (kind < 5 || known.alive.length < 2 * MOST) {
    const numbers = Array.from({ length: size }, () => known.nextNumber());
    const data = numbers.map((number) => ({
      Last_Name: "Random",
      Company: "Acme",
      City: `v${String(number)}`,
    }));
    const written = await write("POST", "Leads", { data });
    written.forEach(({ id }, index) => {
      known.created(id, numbers[index] ?? 0, now);
    });
    return;
  }
  const ids = chosen(known, draw, size, kind === 9 ? "out" : "stay");
  if (kind === 9) {
    await write("DELETE", `Leads?ids=${ids.join(",")}`);
    for (const id of ids) known.deleted(id, now);
    return;
  }
  const items = ids.map((id) => ({ id, number: known.nextNumber() }));
  await write("PUT", "Leads", { data: items.map(({ id, number }) => ({ id, City: `v${String(number)}` })) });
  for (const { id, number } of items) known.changed(id, number, now);
}

/** Different records that are there; half of the time the newest, which are the likeliest to be changed. */
function chosen(known: KnownRecords, draw: Draw, size: number, fate: "stay" | "out"): readonly string[] {
  const ids = new Set<string>();
  const { alive } = known;
  while (ids.size < size) {
    const isNewest = draw(2) === 0;
    const index = isNewest ? alive.length - 1 - draw(2 * MOST) : draw(alive.length);
    const id = alive[index];
    if (id === undefined) continue;
    ids.add(id);
    if (fate === "out") {
      alive[index] = alive.at(-1) ?? id;
      alive.pop();
    }
  }
  return [...ids];
}
