import type { NodeAPI, NodeDef } from "node-red";
import { asZohoError } from "../../src/errors/as-zoho-error";
import { addMetadataRoutes } from "../shared/metadata/metadata-routes";
import { reportedErrors } from "../shared/overview/error-book";
import { warnOf } from "../shared/report-error";
import { zohoService } from "../shared/zoho-service";
import { addRoutes } from "./routes";
import { type ClientNode, knownDataCenters } from "./client-node";
import { identityOf, secretsByDataCenter } from "./identity";
import type { ClientConfig } from "./config";
import { type ClientCredentials, CREDENTIAL_DEFINITIONS } from "./credentials";
import { bringDeclared } from "./declared-connections";
import { runningConfig } from "./running-config";
import { runningCredentials } from "./running-credentials";

/** Registers `zoho-client`: the node itself and the routes of its dialog. */
export default function register(RED: NodeAPI): void {
  // Opened now and not with the first node, see `zohoService`. A failure is reported by whoever needs it.
  zohoService(RED).catch((error: unknown) => {
    RED.log.error(`[zoho] ${asZohoError(error).message}`);
  });
  addRoutes(RED);
  addMetadataRoutes(RED);

  function ZohoClient(this: ClientNode, def: NodeDef & Partial<ClientConfig>): void {
    RED.nodes.createNode(this, def);
    Object.assign(this, {
      config: runningConfig(def),
      credentials: runningCredentials(RED, this),
    });
    // Whatever was wrong with it before this Deploy is told again if it still is.
    reportedErrors.forget(this.id);
    const started = start(RED, this)
      .catch((error: unknown) => {
        warnOf(this, asZohoError(error));
      })
      .then(() => {
        Object.assign(this, { isStarted: true });
      });
    Object.assign(this, { started, isStarted: false });
    this.on("close", close);
  }

  function close(this: ClientNode): void {
    const { id } = this;
    zohoService(RED).then(
      (opened) => {
        opened.clients.remove(id);
      },
      () => undefined,
    );
  }

  // Asked each time: one that could not be opened at first may be there later. Of all nodes, because a getter of its
  // own would cost each node as much as all its properties.
  Object.defineProperty(ZohoClient.prototype, "service", { get: () => zohoService(RED) });

  RED.nodes.registerType<ClientNode, NodeDef & Partial<ClientConfig>, object, ClientCredentials>(
    "zoho-client",
    ZohoClient,
    {
      credentials: CREDENTIAL_DEFINITIONS,
      settings: {
        zohoClientVaultDirectory: { value: "", exportable: false },
        zohoClientVaultKey: { value: "", exportable: false },
        zohoClientVaultKeyPrevious: { value: "", exportable: false },
        zohoClientAllowedEnvironments: { value: "", exportable: false },
        zohoClientMachines: { value: "", exportable: false },
        zohoClientEditorHosts: { value: "", exportable: false },
      },
    } as never,
  );
}

/** Makes the client's secret known and brings in what is declared. Nodes must start cleanly without credentials. */
async function start(RED: NodeAPI, node: ClientNode): Promise<void> {
  const service = await node.service;
  const { dataCenter } = node.config;
  const declaredDataCenters = knownDataCenters(node.config);
  const dataCenterSecrets = secretsByDataCenter(node);
  const readOnly = node.config.connections.flatMap((one) => (one.readOnly === true ? [one.name] : []));
  service.clients.add(node.id, {
    ...identityOf(node),
    dataCenterSecrets,
    dataCenter,
    declaredDataCenters,
    readOnly,
    declared: node.config.connections.map(({ name }) => name),
  });
  await bringDeclared(RED, service, node);
}
