import type { ChangeQuery } from "../../src/changes/change-query";
import type { ChangeSource } from "../../src/changes/change-source";
import { changeSource } from "../../src/changes/change-sources";
import { withOrg } from "../../src/api/org-selector";
import { invalidInput } from "../../src/errors/invalid-input";
import type { Node, NodeAPI } from "../shared/red";
import type { ZohoService } from "../shared/zoho-service";
import { clientOf, resolveConnection } from "../zoho-client/client-node";
import { textOf } from "../zoho-request/checked-values";
import { typedValue } from "../zoho-request/typed-value";
import { batchSizeOf, type ChangesConfig } from "./config";
import { moduleProblem } from "./module-problem";

/** Where changes come from, as messages tell it. */
export interface WatchedFacts {
  readonly product: string;
  readonly module: string;
  readonly connection: string;
  readonly org?: string;
  readonly environment: string;
}

/** What a node watches. */
export interface Watched {
  /** Tells this watch from another one: whose place counts. The form of its records does not matter. */
  readonly fingerprint: string;
  /** Where it is known. */
  readonly org?: string;
  readonly facts: WatchedFacts;
  readonly source: ChangeSource;
}

export interface WatchingNode {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly config: ChangesConfig;
}

/**
 * What a node watches by now: its connection may be another one than a minute ago.
 *
 * @throws ZohoError `missing_client`, those of `resolveConnection` and of `withOrg`, `invalid_input`
 */
export async function openWatch({ RED, node, config }: WatchingNode, service: ZohoService): Promise<Watched> {
  const client = clientOf(RED, config.client);
  const { product, module, filter } = checked(config);
  const connection = await resolveConnection(
    service,
    client,
    await valueOf({ RED, node }, config, "connection"),
  );
  const orgWanted = await valueOf({ RED, node }, config, "org");
  const asked = { connection, product, path: module, ...(orgWanted !== "" && { org: orgWanted }) };
  const { org } = withOrg(asked);
  const query: ChangeQuery = {
    connection,
    product,
    module,
    fields: config.fields,
    ...(org !== undefined && { org }),
    ...(filter !== "" && { filter }),
    ...applicationOf(config),
    deleted: config.deleted ? "too" : "not",
  };
  const { caller, clock, moduleFields } = service.zoho;
  const sending = { priority: config.priority, origin: node.id };
  return {
    fingerprint: JSON.stringify([
      connection.realm,
      connection.name,
      connection.environment,
      product,
      module,
      filter,
    ]),
    ...(org !== undefined && { org }),
    facts: {
      product,
      module,
      connection: connection.name,
      ...(org !== undefined && { org }),
      environment: connection.environment,
    },
    source: changeSource(query, { caller, clock, moduleFields, sending, batchSize: batchSizeOf(config) }),
  };
}

/** How an application of Creator writes its times. */
function applicationOf({ product, timeZone, timeFormat }: ChangesConfig): Pick<ChangeQuery, "application"> {
  if (product !== "creator") return {};
  const dateTimeFormat = timeFormat.trim();
  return {
    application: { timeZone: timeZone.trim(), ...(dateTimeFormat !== "" && { dateTimeFormat }) },
  };
}

function checked(config: ChangesConfig): Pick<ChangesConfig, "product" | "module" | "filter"> {
  const { product } = config;
  const module = config.module.trim();
  const problem = moduleProblem(product, module);
  if (problem === "missing") throw invalidInput("The module", "is missing: enter one such as Leads");
  if (problem === "notAModule") throw invalidInput("The module", `'${module.slice(0, 60)}' is no API name`);
  if (problem === "notAReport")
    throw invalidInput(
      "The report",
      `'${module.slice(0, 60)}' must be owner/application/report, by their link names`,
    );
  return { product, module, filter: config.filter.trim() };
}

/** A typed input of the dialog; there is no message that could hold it. */
async function valueOf(
  at: Pick<WatchingNode, "RED" | "node">,
  config: ChangesConfig,
  property: "connection" | "org",
): Promise<string> {
  const [value, type] =
    property === "connection" ? [config.connection, config.connectionType] : [config.org, config.orgType];
  if (value === "" || type === "name" || type === "str") return value.trim();
  const field = `The ${property} (${type}.${value})`;
  return textOf(field, await typedValue({ ...at, msg: {} }, field, { value, type }), "required");
}
