import { expect, test } from "vitest";
import { type ApiCall, pages, type ZohoError } from "../../src/index";
import type { EmulatorOptions } from "../../src/emulator/index";
import { writeResult } from "../../src/api/writes/write-result";
import { PRODUCT_IDS, PRODUCTS } from "../../src/zoho/products";
import { control, emulator, NOON } from "../emulator/support/running";
import { errorOf, everythingIn, expectCode, expectNoSecret } from "../unit/support/expect-zoho-error";
import { connect, libraryWorld, type LibraryWorld } from "./support/library-world";
import { type FaceAsk, PRODUCT_FACES, type ProductFace, type Without } from "./support/product-faces";

const EACH = PRODUCT_FACES.map((face) => [face.product, face] as const);

interface Client {
  readonly world: LibraryWorld;
  readonly org: string;
  readonly callOf: (ask: FaceAsk) => ApiCall;
}

async function client(
  { product, scopes }: ProductFace,
  options: EmulatorOptions = {},
  asked = scopes,
): Promise<Client> {
  const world = libraryWorld(await emulator(options));
  const connection = await connect(world, "us", {}, { scopes: asked });
  world.sent.length = 0;
  const robin = world.emulator.ready.people.find(({ name }) => name === "Robin Vale");
  const org = robin?.orgs.find((one) => one.product === product)?.id ?? "";
  const needsOrg = PRODUCTS[product].orgSelector.in !== "token";
  return {
    world,
    org,
    callOf: ({ path, method = "GET", headers, body }) => {
      const [bare = "", query = ""] = path.split("?");
      return {
        connection,
        product,
        method,
        path: bare,
        query: new URLSearchParams(query),
        ...(needsOrg && { org }),
        ...(headers !== undefined && { headers }),
        ...(body !== undefined && { body }),
      };
    },
  };
}

async function recordsOf({ world, callOf }: Client, ask: FaceAsk, pageSize?: number): Promise<Read> {
  const records: unknown[] = [];
  let count = 0;
  for await (const page of pages(world.zoho.caller, callOf(ask), { pageSize: pageSize || undefined })) {
    records.push(...page.records);
    if (page.records.length > 0) count++;
  }
  return { records, count };
}

interface Read {
  readonly records: readonly unknown[];
  /** Pages that were not empty. */
  readonly count: number;
}

function ask({ world, callOf }: Client, asked: FaceAsk): Promise<unknown> {
  return world.zoho.caller.call(callOf(asked));
}

/** Every further call of the product meets this, not the sign-in. */
async function fault({ world }: Client, { product }: ProductFace, kind: object): Promise<void> {
  const path = `${PRODUCTS[product].basePath}/*`;
  const { status, text } = await control(world.emulator, "POST", "faults", {
    match: { path },
    times: null,
    ...kind,
  });
  expect(status, text).toBeLessThan(300);
}

function sentTo({ world }: Client, part: string): number {
  return world.sent.filter(({ url }) => url.pathname.includes(part)).length;
}

/** The raw answer stands in the details, and nothing secret anywhere. */
async function expectTold(error: ZohoError, { world }: Client, part?: string): Promise<void> {
  const { answer } = error.cause.details as { readonly answer?: unknown };
  expect(answer, "the raw answer").toBeDefined();
  if (part !== undefined) expect(JSON.stringify(answer)).toContain(part);
  const tokens = world.sent.flatMap(({ headers }) => headers?.["authorization"]?.split(" ")[1] ?? []);
  expect(tokens).not.toEqual([]);
  expectNoSecret(everythingIn(error), [...tokens, world.emulator.ready.clients.server.clientSecret]);
}

function has<T>(what: T | Without): what is T {
  return !(typeof what === "object" && what !== null && "none" in what);
}

test("there is a row for every product", () => {
  expect(PRODUCT_FACES.map(({ product }) => product)).toEqual(PRODUCT_IDS);
});

test.each(EACH)("%s: a list is read to its end, each record once", async (_product, face) => {
  const made = await client(face);
  const { records, count } = await recordsOf(made, face.list(made.org), face.pageSize);
  const ids = records.map((record) => (record as Readonly<Record<string, unknown>>)[face.id]);
  expect(ids).not.toContain(undefined);
  expect(ids).toHaveLength(face.count);
  expect(new Set(ids).size).toBe(face.count);
  if (face.pageSize === 0) expect(count).toBe(1);
  else expect(count).toBeGreaterThan(1);
});

test.each(EACH)("%s: a list without records is an empty one", async (_product, face) => {
  const made = await client(face, { records: { [face.holds]: 0 } });
  expect((await recordsOf(made, face.list(made.org))).records).toEqual([]);
});

test.each(EACH)("%s: a dead token is renewed, and nobody notices", async (_product, face) => {
  const made = await client(face);
  // A token that never was accepted is not renewed: another one would be refused as well.
  await ask(made, face.list(made.org));
  await fault(made, face, { fault: "invalidToken", times: 1 });
  const { records } = await recordsOf(made, face.list(made.org), face.pageSize);
  expect(records).toHaveLength(face.count);
  expect(sentTo(made, "/oauth/v2/token")).toBe(1);
});

test.each(EACH)("%s: a missing scope is named", async (_product, face) => {
  const made = await client(face, {}, [face.otherScope]);
  const error = await expectCode(ask(made, face.list(made.org)), "invalid_scope");
  expect(error.class).toBe("invalid_scope");
  const { missing } = error.cause.details as { readonly missing: readonly string[] };
  const [service, area] = (face.named ?? face.scopes[0] ?? "").toLowerCase().split(".");
  expect(missing.join(",").toLowerCase()).toContain(`${service ?? ""}.${area ?? ""}`);
  await expectTold(error, made);
});

test.each(EACH)("%s: a limit of calls tells when it ends", async (_product, face) => {
  const made = await client(face);
  await fault(made, face, { fault: "throttle", retryAfter: 7_200 });
  const error = await errorOf(ask(made, face.list(made.org)));
  expect(error.class, error.message).toBe("rate_limited");
  expect(error.cause.retryAt).toBe(new Date(NOON + 7_200_000).toISOString());
  await expectTold(error, made);
});

test.each(EACH)("%s: what is not there", async (_product, face) => {
  const made = await client(face);
  const { ask: asked, code } = face.missing(made.org);
  if (code === null) {
    await expect(ask(made, asked)).resolves.toMatchObject({ body: undefined });
    return;
  }
  await expectTold(await expectCode(ask(made, asked), code), made);
});

test.each(EACH)("%s: what is wrong with a call", async (_product, face) => {
  const made = await client(face);
  const error = await expectCode(ask(made, face.invalid(made.org)), "invalid_data");
  expect(error.class).toBe("rejected");
  await expectTold(error, made);
});

test.each(EACH)("%s: what the person may not", async (_product, face) => {
  const made = await client(face);
  const { status, body } = face.forbidden;
  await fault(made, face, { fault: "status", status, body });
  await expectTold(await expectCode(ask(made, face.list(made.org)), "no_permission"), made);
});

test.each(EACH)("%s: a page of a gateway is tried three times", async (_product, face) => {
  const made = await client(face);
  await fault(made, face, { fault: "html" });
  const error = await expectCode(ask(made, face.list(made.org)), "server_error");
  expect(error.class).toBe("unreachable");
  expect(sentTo(made, PRODUCTS[face.product].basePath)).toBe(3);
  await expectTold(error, made, "502 Bad Gateway");
});

const NAMING_AN_ORG = PRODUCT_FACES.flatMap((face) =>
  has(face.wrongOrg) ? [[face.product, face, face.wrongOrg] as const] : [],
);

test.each(NAMING_AN_ORG)("%s: an org that is not the person's", async (_product, face, wrongOrg) => {
  const made = await client(face);
  await expectTold(await expectCode(ask(made, wrongOrg(made.org)), "wrong_org"), made);
});

const WRITING_SEVERAL = PRODUCT_FACES.flatMap((face) =>
  has(face.partial) ? [[face.product, face, face.partial] as const] : [],
);

test.each(WRITING_SEVERAL)(
  "%s: a write of three, of which one is refused",
  async (_product, face, partial) => {
    const made = await client(face);
    const answer = await made.world.zoho.caller.call(made.callOf(partial.ask));
    const { written, failed, unknown } = writeResult(answer.body, partial.records);
    expect(written.map(({ index, item }) => [index, item])).toEqual([
      [0, partial.records[0]],
      [2, partial.records[2]],
    ]);
    expect(written.every(({ id }) => id !== undefined)).toBe(true);
    expect(failed).toMatchObject([
      { index: 1, item: partial.records[1], code: expect.any(String) as string },
    ]);
    expect(unknown).toEqual([]);
  },
);
