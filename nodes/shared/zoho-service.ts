import { FleetWatch } from "../../src/connect/fleet-watch";
import { finishRenames } from "../../src/connect/rename";
import { openFileVault } from "../../src/vault/file-vault";
import type { Vault } from "../../src/vault/vault";
import type { Transport } from "../../src/transport/transport";
import { undiciTransport } from "../../src/transport/undici-transport";
import { SingleFlight } from "../../src/tokens/single-flight";
import type { Realm } from "../../src/zoho/realm";
import { ZohoRuntime } from "../../src/zoho-runtime";
import { allowedEnvironments } from "./allowed-environments";
import { announcedMachines } from "./announced-machines";
import { DeployedClients } from "./deployed-clients";
import { EmulatorRealm } from "./emulator-realm";
import { limitSettings } from "./limit-settings";
import { OutboxService } from "./outbox-service";
import type { NodeAPI } from "./red";
import { slowLink } from "./slow-link";
import { vaultSettings } from "./vault-settings";

type ChangeListener = (connectionId: string) => void;

/** What all nodes of a Node-RED share: one vault, one set of tokens, one governor. Outlives every Deploy. */
export class ZohoService {
  readonly clients = new DeployedClients();
  /** Where writes wait on disk until Zoho has taken them. */
  readonly outbox: OutboxService;
  private readonly listeners = new Set<ChangeListener>();
  private readonly setups = new SingleFlight<void>();

  private constructor(
    readonly zoho: ZohoRuntime,
    readonly emulator: EmulatorRealm,
    readonly log: NodeAPI["log"],
    directory: string,
  ) {
    this.outbox = new OutboxService({
      zoho,
      directory,
      log: (sentence) => {
        log.warn(`[zoho] ${sentence}`);
      },
    });
  }

  static async open(RED: NodeAPI): Promise<ZohoService> {
    const { directory, keys } = vaultSettings(RED);
    const log = (level: "info" | "warn", sentence: string): void => {
      RED.log[level](`[zoho] ${sentence}`);
    };
    const vault: Vault = await openFileVault({ directory, keys, log });
    const { allowed, unknown } = allowedEnvironments(RED);
    if (unknown.length > 0)
      log(
        "warn",
        `No environment of Zoho is called ${unknown.join(", ")}: see zohoClientAllowedEnvironments`,
      );
    const { limits, unusable } = limitSettings(RED);
    if (unusable.length > 0)
      log("warn", `${unusable.join(", ")} can't be understood and is not used: see docs/limits.md`);
    const emulator = new EmulatorRealm({
      directory,
      log: (sentence) => {
        log("info", sentence);
      },
    });
    const factor = slowLink(RED);
    if (factor === undefined)
      log("warn", "zohoClientSlowLink (ZOHO_SLOW_LINK) must be a number from 1 to 20.");
    const direct = undiciTransport({ proxied: "by environment", slowLink: factor ?? 1 });
    const transports: Readonly<Record<Realm, Transport>> = { zoho: direct, emulator: emulator.transport };
    const service: ZohoService = new ZohoService(
      new ZohoRuntime({
        vault,
        transport: (realm) => transports[realm],
        clientSecrets: { secretOf: (...asked) => service.clients.secretOf(...asked) },
        limits,
        policies: {
          allowedEnvironments: allowed,
          isReadOnly: (connection) => service.clients.isReadOnly(connection),
        },
        log: (sentence) => {
          log("warn", sentence);
        },
        changed: (connectionId) => {
          service.changed(connectionId);
        },
      }),
      emulator,
      RED.log,
      directory,
    );
    service.zoho.consents.outcomes.listen((_consent, outcome) => {
      if (outcome.state === "connected") service.changed(outcome.connection.id);
    });
    watchFleet(service, announcedMachines(RED), (sentence) => {
      log("warn", sentence);
    });
    await finishRenames(service.zoho, (sentence) => {
      log("warn", sentence);
    });
    await service.zoho.consents.resume();
    service.zoho.unproven.resume().catch((error: unknown) => {
      log("warn", `Grants that wait for their proof can't be taken up: ${String(error)}`);
    });
    return service;
  }

  /** Listens to changes of connections and their tokens. @returns a function that ends the listening */
  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Runs a set-up unless the same is running already; then waits for that one. */
  oneAtATime(what: string, setUp: () => Promise<void>): Promise<void> {
    return this.setups.run(what, setUp);
  }

  changed(connectionId: string): void {
    this.outbox.changed(connectionId);
    for (const listener of [...this.listeners]) listener(connectionId);
  }
}

/** Zoho kills the oldest refresh token without a word; so it is said before. */
function watchFleet(
  service: ZohoService,
  announced: number | undefined,
  log: (sentence: string) => void,
): void {
  if (announced === undefined) log("zohoClientMachines (ZOHO_MACHINES) must be a whole number, 1 or more.");
  const { vault, connections } = service.zoho;
  const watch = new FleetWatch({ vault, connections, machines: announced ?? 1, log });
  watch.begin();
  service.onChange((connectionId) => {
    // What keeps the vault from being read is told by the work that needs it.
    watch.look(connectionId).catch(() => undefined);
  });
}

let opened: Promise<ZohoService> | undefined;

/**
 * The one service of this process. Opened when the first node set is loaded, which is before Node-RED reads its
 * credentials: a generated secret that is about to be replaced can still be read then.
 */
export function zohoService(RED: NodeAPI): Promise<ZohoService> {
  opened ??= ZohoService.open(RED).catch((error: unknown) => {
    // What failed may be mended meanwhile: the next who asks tries again.
    opened = undefined;
    throw error;
  });
  return opened;
}
