import type { Request, Response } from "express";
import { LRUCache } from "lru-cache";
import { type Asking, listFields, listModules } from "../../../src/api/metadata/metadata";
import type { NamedPart } from "../../../src/api/metadata/named-part";
import type { Connection } from "../../../src/vault/connection";
import { jsonOnly, sameOriginOnly } from "../../zoho-client/same-origin";
import type { NodeAPI } from "../red";
import { asZohoError } from "../report-error";
import { type ZohoService, zohoService } from "../zoho-service";
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
 * Adds the routes of `metadata-api.ts`: once for each runtime. They call Zoho, so they are POSTs with JSON of our own
 * editor alone; what was told is remembered, and the same question at the same time is asked once.
 */
export function addMetadataRoutes(RED: NodeAPI): void {
  const guards = [sameOriginOnly, RED.auth.needsPermission("zoho-client.read"), jsonOnly];
  const remembered = new LRUCache<string, Promise<readonly NamedPart[]>>({
    max: ANSWERS_REMEMBERED,
    ttl: KEPT_MS,
  });
  const told = (
    query: ModulesQuery & Partial<FieldsQuery>,
    { id, generation }: Connection,
    ask: () => Promise<readonly NamedPart[]>,
  ): Promise<readonly NamedPart[]> => {
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
  const answered =
    (answer: Answer) =>
    (request: Request, response: Response): void => {
      void respond(RED, answer, request, response);
    };
  RED.httpAdmin.post("/zoho/metadata/modules", ...guards, answered(modules));
  RED.httpAdmin.post("/zoho/metadata/fields", ...guards, answered(fields));
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

function answerOf({ pins }: Connection, parts: readonly NamedPart[]): MetadataParts {
  return { parts, ...(pins.edition !== undefined && { edition: pins.edition.name }) };
}

/** Only what no dialog asks is refused; browsers would note each refusal as an error of the page. */
async function respond(RED: NodeAPI, answer: Answer, request: Request, response: Response): Promise<void> {
  try {
    response.json(await answer(await zohoService(RED), request.body));
  } catch (thrown) {
    const { cause, class: kind, code } = asZohoError(thrown);
    if (kind === "other" || code === "internal") response.status(500).json({ cause });
    else if (code === "invalid_input") response.status(400).json({ cause });
    else response.json({ parts: [], cause } satisfies MetadataParts);
  }
}
