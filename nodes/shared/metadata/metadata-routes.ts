import { LRUCache } from "lru-cache";
import { asZohoError } from "../../../src/errors/as-zoho-error";
import { type Asking, listFields, listModules } from "../../../src/api/metadata/metadata";
import type { FieldPart } from "../../../src/api/metadata/named-part";
import type { Connection } from "../../../src/vault/connection";
import { editorRoutes } from "../../zoho-client/routes/answer-route";
import type { NodeAPI } from "../red";
import type { ZohoService } from "../zoho-service";
import { dialogConnection } from "./dialog-connection";
import type { FieldsQuery, MetadataParts, ModulesQuery } from "./metadata-api";
import { readFieldsQuery, readModulesQuery } from "./read-query";

/** A module or field that was added in Zoho is on offer after this time at the latest, milliseconds. */
const KEPT_MS = 600_000;

const ANSWERS_REMEMBERED = 500;

/** A person waits: what takes longer is typed by hand. Milliseconds. */
const PATIENCE_MS = 10_000;

type Answer = (service: ZohoService, body: unknown) => Promise<MetadataParts>;

/**
 * Adds `POST zoho/metadata/…`: once for each runtime. They call Zoho, so they are POSTs with JSON of our own
 * editor alone; what was told is remembered, and the same question at the same time is asked once.
 */
export function addMetadataRoutes(RED: NodeAPI): void {
  const remembered = new LRUCache<string, Promise<readonly FieldPart[]>>({
    max: ANSWERS_REMEMBERED,
    ttl: KEPT_MS,
  });
  const told = (
    query: ModulesQuery & Partial<FieldsQuery>,
    { id, generation }: Connection,
    ask: () => Promise<readonly FieldPart[]>,
  ): Promise<readonly FieldPart[]> => {
    const { product, org, module = "" } = query;
    const key = JSON.stringify([id, generation, product, org, module]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const asked = ask();
    remembered.set(key, asked);
    asked.catch(() => {
      if (remembered.peek(key) === asked) remembered.delete(key);
    });
    return asked;
  };
  const modules: Answer = async (service, body) => {
    const query = readModulesQuery(body);
    const connection = await dialogConnection(RED, service, query);
    const ask = () => listModules(service.zoho.caller, asking(query, connection));
    return answerOf(connection, await told(query, connection, ask));
  };
  const fields: Answer = async (service, body) => {
    const query = readFieldsQuery(body);
    const connection = await dialogConnection(RED, service, query);
    const ask = () => listFields(service.zoho.caller, asking(query, connection), query.module);
    return answerOf(connection, await told(query, connection, ask));
  };
  const routes = editorRoutes(RED);
  routes.post("/zoho/metadata/modules", (service, request) => toldOrWhyNot(modules(service, request.body)));
  routes.post("/zoho/metadata/fields", (service, request) => toldOrWhyNot(fields(service, request.body)));
}

function asking({ product, org }: ModulesQuery, connection: Connection): Asking {
  return {
    connection,
    product,
    ...(org !== "" && { org }),
    origin: "dialog",
    priority: "interactive",
    patienceMs: PATIENCE_MS,
    timeoutMs: PATIENCE_MS,
  };
}

function answerOf({ pins }: Connection, parts: readonly FieldPart[]): MetadataParts {
  return { parts, ...(pins.edition !== undefined && { edition: pins.edition.name }) };
}

/** Only what no dialog asks is refused; browsers would note each refusal as an error of the page. */
async function toldOrWhyNot(asked: Promise<MetadataParts>): Promise<MetadataParts> {
  try {
    return await asked;
  } catch (thrown) {
    const { cause, class: kind, code } = asZohoError(thrown);
    if (kind === "other" || code === "internal" || code === "invalid_input") throw thrown;
    return { parts: [], cause };
  }
}
