import {
  type Change,
  type ChangeBatch,
  changeSource,
  type ChangeSource,
  type Cursor,
} from "../../../src/index";
import type { ChangeQuery } from "../../../src/changes/change-query";
import { control, emulator, type Answer } from "../../emulator/support/running";
import { connect, CRM_SCOPES, libraryWorld, type LibraryWorld } from "./library-world";

/** Leads of an org that are changed and whose changes are read. */
export interface ChangesWorld {
  readonly world: LibraryWorld;
  readonly source: ChangeSource;
  /** Reads to the end of a poll, with the cursor as it would come back from a disk. */
  readonly poll: (cursor: Cursor) => Promise<Polled>;
  /** One write of CRM's API. */
  readonly write: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Lets Zoho's clock go on. */
  readonly pass: (seconds: number) => Promise<Answer>;
}

export interface Polled {
  readonly changes: readonly Change[];
  readonly batches: readonly ChangeBatch[];
  readonly cursor: Cursor;
  /** Requests that it took. */
  readonly calls: number;
}

export async function changesWorld(
  query: Partial<ChangeQuery> = {},
  options: { readonly records?: number; readonly scopes?: readonly string[] } = {},
): Promise<ChangesWorld> {
  const world = libraryWorld(await emulator({ records: { Leads: options.records ?? 5 } }));
  const connection = await connect(world, "us", {}, { scopes: [...CRM_SCOPES, ...(options.scopes ?? [])] });
  const { caller, clock, moduleFields } = world.zoho;
  const source = changeSource(
    { connection, product: "crm", module: "Leads", fields: ["Last_Name", "City"], deleted: "too", ...query },
    { caller, clock, moduleFields, sending: { priority: "background" } },
  );
  return {
    world,
    source,
    poll: (cursor) => pollToEnd(world, source, cursor),
    write: async (method, path, body) => {
      const headers = { "content-type": "application/json" };
      const text = body === undefined ? {} : { body: JSON.stringify(body), headers };
      const { body: answer } = await caller.call({ connection, product: "crm", method, path, ...text });
      return answer;
    },
    pass: (seconds) => control(world.emulator, "POST", "clock", { advanceSeconds: seconds }),
  };
}

async function pollToEnd(world: LibraryWorld, source: ChangeSource, cursor: Cursor): Promise<Polled> {
  const before = world.sent.length;
  const batches: ChangeBatch[] = [];
  for await (const batch of source.poll(JSON.parse(JSON.stringify(cursor)) as Cursor)) batches.push(batch);
  return {
    changes: batches.flatMap(({ changes }) => changes),
    batches,
    cursor: batches.at(-1)?.cursor ?? cursor,
    calls: world.sent.length - before,
  };
}

/** ID of the only record of a write's answer. */
export function writtenId(answer: unknown): string {
  return (answer as { data: readonly { details: { id: string } }[] }).data[0]?.details.id ?? "";
}
