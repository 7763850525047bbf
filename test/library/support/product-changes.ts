import type { ChangeQuery } from "../../../src/changes/change-query";
import type { Change, ChangeBatch } from "../../../src/changes/change";
import type { ChangeSource } from "../../../src/changes/change-source";
import { changeSource } from "../../../src/changes/change-sources";
import type { Cursor } from "../../../src/changes/cursor";
import type { EmulatorSettings } from "../../../src/emulator/settings/settings-table";
import type { TransportRequest } from "../../../src/transport/transport";
import { emulator } from "../../emulator/support/running";
import { connect, libraryWorld, type LibraryWorld, pass } from "./library-world";

/** A product of which something is watched, and how it is written to. */
export interface WatchedKind {
  readonly product: "books" | "desk" | "creator";
  readonly module: string;
  readonly scopes: readonly string[];
  /** As the emulator's option that says how many there are. */
  readonly records: string;
  /** Records in one call at most. */
  readonly pageSize: number;
  /** The field that a test writes. */
  readonly field: string;
  readonly create: (name: string) => Written;
  readonly change: (id: string, name: string) => Written;
  /** Undefined where the emulator has no call that deletes. */
  readonly remove?: (id: string) => Written;
  readonly idIn: (answer: unknown) => string;
  readonly query?: Partial<ChangeQuery>;
}

interface Written {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const REPORT = "data/acme/field-service/report/All_Readings";

export const WATCHED: readonly WatchedKind[] = [
  {
    product: "books",
    module: "contacts",
    scopes: ["ZohoBooks.fullaccess.all"],
    records: "books/contacts",
    pageSize: 200,
    field: "contact_name",
    create: (name) => ({ method: "POST", path: "contacts", body: { contact_name: name } }),
    change: (id, name) => ({ method: "PUT", path: `contacts/${id}`, body: { contact_name: name } }),
    remove: (id) => ({ method: "DELETE", path: `contacts/${id}` }),
    idIn: (answer) => (answer as { contact: { contact_id: string } }).contact.contact_id,
  },
  {
    product: "desk",
    module: "contacts",
    scopes: ["Desk.contacts.ALL", "Desk.search.READ", "Desk.basic.READ"],
    records: "desk/contacts",
    pageSize: 100,
    field: "lastName",
    create: (name) => ({ method: "POST", path: "contacts", body: { lastName: name } }),
    change: (id, name) => ({ method: "PATCH", path: `contacts/${id}`, body: { lastName: name } }),
    idIn: (answer) => (answer as { id: string }).id,
  },
  {
    product: "creator",
    module: "acme/field-service/All_Readings",
    scopes: ["ZohoCreator.report.ALL", "ZohoCreator.form.CREATE"],
    records: "creator/Reading",
    pageSize: 1_000,
    field: "Sensor",
    create: (name) => ({
      method: "POST",
      path: "data/acme/field-service/form/Reading",
      body: { data: [{ Sensor: name, Value: 1 }] },
    }),
    change: (id, name) => ({ method: "PATCH", path: `${REPORT}/${id}`, body: { data: { Sensor: name } } }),
    remove: (id) => ({ method: "DELETE", path: `${REPORT}/${id}` }),
    idIn: (answer) => (answer as { result: { data: { ID: string } }[] }).result[0]?.data.ID ?? "",
    query: { application: { timeZone: "America/Phoenix" } },
  },
];

export interface ProductChanges {
  readonly world: LibraryWorld;
  readonly source: ChangeSource;
  readonly poll: (cursor: Cursor) => Promise<Polled>;
  readonly create: (name: string) => Promise<string>;
  readonly change: (id: string, name: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Lets Zoho's clock, and this machine's, go on. */
  readonly pass: (seconds: number) => Promise<void>;
  readonly sourceOf: (query: Partial<ChangeQuery>) => ChangeSource;
}

export interface Polled {
  readonly changes: readonly Change[];
  readonly batches: readonly ChangeBatch[];
  readonly cursor: Cursor;
  /** Requests that it took. */
  readonly sent: readonly TransportRequest[];
}

/** Limits by the minute are not what is looked at. */
const NO_LIMITS = {
  booksCallsPerMinute: 1_000_000,
  booksCallsPerDay: 1_000_000,
  creatorCallsPerMinute: 1_000_000,
} as const;

export interface Watching {
  readonly settings?: Partial<EmulatorSettings>;
  /** How many there are. */
  readonly records?: number;
  readonly query?: Partial<ChangeQuery>;
  /** Runs before each request of Zoho's API is sent. */
  readonly before?: (exchange: TransportRequest) => Promise<void> | void;
}

export async function watch(kind: WatchedKind, options: Watching = {}): Promise<ProductChanges> {
  const { product, module, scopes } = kind;
  const running = await emulator({
    records: { [kind.records]: options.records ?? 5 },
    settings: { ...NO_LIMITS, ...options.settings },
  });
  const world = libraryWorld(running, {
    through: (send) => async (exchange) => {
      await options.before?.(exchange);
      return send(exchange);
    },
  });
  const connection = await connect(world, "us", {}, { scopes: [...scopes] });
  const robin = running.ready.people.find(({ name }) => name === "Robin Vale");
  // Creator's stands in the path.
  const id = robin?.orgs.find((one) => one.product === product)?.id ?? "";
  const org = product === "creator" ? {} : { org: id };
  const { caller, clock, moduleFields } = world.zoho;
  const sourceOf = (query: Partial<ChangeQuery>): ChangeSource =>
    changeSource(
      {
        connection,
        ...org,
        product,
        module,
        fields: [],
        deleted: "too",
        ...kind.query,
        ...options.query,
        ...query,
      },
      { caller, clock, moduleFields },
    );
  const source = sourceOf({});
  const write = async ({ method, path, body }: Written): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const text = body === undefined ? {} : { body: JSON.stringify(body), headers };
    const answer = await caller.call({ connection, ...org, product, method, path, ...text });
    return answer.body;
  };
  return {
    world,
    source,
    sourceOf,
    poll: (cursor) => pollToEnd(world, source, cursor),
    create: async (name) => kind.idIn(await write(kind.create(name))),
    async change(id, name) {
      await write(kind.change(id, name));
    },
    remove: async (id) => {
      if (kind.remove === undefined) throw new Error(`${product} deletes nothing here`);
      await write(kind.remove(id));
    },
    pass: (seconds) => pass(world, seconds),
  };
}

/** Reads to the end, with the cursor as it would come back from a disk. */
export async function pollToEnd(world: LibraryWorld, source: ChangeSource, cursor: Cursor): Promise<Polled> {
  const before = world.sent.length;
  const batches: ChangeBatch[] = [];
  for await (const batch of source.poll(JSON.parse(JSON.stringify(cursor)) as Cursor)) batches.push(batch);
  return {
    changes: batches.flatMap(({ changes }) => changes),
    batches,
    cursor: batches.at(-1)?.cursor ?? cursor,
    sent: world.sent.slice(before),
  };
}
