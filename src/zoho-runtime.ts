import { Caller } from "./api/call";
import { Credits, type CreditsOptions } from "./api/governor/credits";
import type { OrgEdition } from "./api/governor/edition-limit";
import { Governor, type GovernorOptions } from "./api/governor/governor";
import { LastUses } from "./api/last-uses";
import { ModuleFields } from "./api/module-fields";
import { Policies, type PolicyRules } from "./api/policies";
import { Connections } from "./connect/connections";
import { Consents } from "./connect/consents";
import type { EstablishOptions } from "./connect/establish";
import { noteEdition } from "./connect/note-edition";
import { UnprovenGrants } from "./connect/unproven-grants";
import { ZohoError } from "./errors/zoho-error";
import { type Clock, systemClock } from "./time/clock";
import { ZohoTime } from "./time/zoho-time";
import type { ClientSecrets } from "./tokens/client-secrets";
import { Refusals } from "./tokens/refusals";
import { TokenSource } from "./tokens/token-source";
import type { Transport } from "./transport/transport";
import { undiciTransport } from "./transport/undici-transport";
import { watchClock } from "./transport/watch-clock";
import type { Connection } from "./vault/connection";
import type { Vault } from "./vault/vault";
import type { Realm } from "./zoho/realm";

export interface ZohoRuntimeOptions {
  readonly vault: Vault;
  /** How each realm is reached; Zoho itself unless said otherwise. */
  readonly transport?: (realm: Realm) => Transport;
  readonly clientSecrets?: ClientSecrets;
  readonly clock?: Clock;
  /** From 0 to below 1; `Math.random` unless said otherwise. */
  readonly random?: () => number;
  /** Sentences for a log; never a secret. */
  readonly log?: (sentence: string) => void;
  /** How many calls go out and how long others wait; as Zoho's pages say unless said otherwise. */
  readonly limits?: Omit<GovernorOptions, "clock" | "random"> & {
    /** Credits that background calls leave alone. */
    readonly creditsReserve?: CreditsOptions["reserve"];
  };
  /** What may be done at all; everything unless said otherwise. */
  readonly policies?: PolicyRules;
  /** Called when the tokens of a connection may have changed their state. */
  readonly changed?: (connectionId: string) => void;
}

/** The emulator is nowhere unless somebody says where: what belongs to it must not be sent to Zoho instead. */
const unreachable: Transport = () =>
  Promise.reject(
    new ZohoError("emulator_unavailable", { details: { problem: "this program does not say where it is" } }),
  );

/**
 * Everything below the nodes, put together: one for each process. Works without Node-RED.
 *
 * @example
 * const zoho = new ZohoRuntime({ vault: await openFileVault({ directory, keys: [] }) });
 * const connection = await zoho.connections.find("zoho", "acme-production");
 * const answer = await zoho.caller.call({ connection, product: "crm", method: "GET", path: "org" });
 */
export class ZohoRuntime implements EstablishOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: () => number;
  readonly zohoTime: ZohoTime;
  readonly transport: (realm: Realm) => Transport;
  readonly clientSecrets: ClientSecrets;
  readonly tokens: TokenSource;
  readonly refusals: Refusals;
  readonly governor: Governor;
  /** What is known of the credits of orgs; `laneOf` tells of which. */
  readonly credits: Credits;
  /** When each connection was last answered, since this process began. */
  readonly lastUses = new LastUses();
  readonly policies: Policies;
  readonly connections: Connections;
  readonly unproven: UnprovenGrants;
  readonly consents: Consents;
  readonly caller: Caller;
  readonly moduleFields: ModuleFields;

  constructor(options: ZohoRuntimeOptions) {
    const log = options.log ?? ((): void => undefined);
    this.vault = options.vault;
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? Math.random;
    this.zohoTime = new ZohoTime(this.clock);
    this.transport = this.watched(options.transport ?? zohoOnly());
    this.clientSecrets = options.clientSecrets ?? { secretOf: () => undefined };
    const { vault, clock, random, zohoTime, transport, clientSecrets } = this;
    const { changed } = options;
    this.tokens = new TokenSource({ vault, clock, zohoTime, random, transport, clientSecrets, log, changed });
    this.refusals = new Refusals(clock);
    this.governor = new Governor({ ...options.limits, clock, random });
    this.credits = new Credits({ clock, reserve: options.limits?.creditsReserve });
    this.policies = new Policies(options.policies);
    this.connections = new Connections(vault, clock);
    this.caller = new Caller(this);
    this.moduleFields = new ModuleFields(this.caller, clock);
    this.unproven = new UnprovenGrants(this, { log, changed: options.changed });
    this.consents = new Consents({
      vault,
      clock,
      transport,
      tokens: this.tokens,
      refusals: this.refusals,
      connections: this.connections,
      policies: this.policies,
      unproven: this.unproven,
      clientSecrets,
      log,
    });
  }

  /** Keeps what Zoho has told of the edition of an org: the limits of its calls follow from it. Never throws. */
  noteEdition(connection: Connection, told: OrgEdition): Promise<void> {
    return noteEdition(this, connection, told);
  }

  /** The emulator is no witness: it may live in a time of its own, and nobody proves who it is. */
  private watched(transport: (realm: Realm) => Transport): (realm: Realm) => Transport {
    const { clock, zohoTime } = this;
    return (realm) => (realm === "zoho" ? watchClock(transport(realm), clock, zohoTime) : transport(realm));
  }
}

/** Zoho itself; without an emulator named, its realm leads nowhere. */
function zohoOnly(): (realm: Realm) => Transport {
  const direct = undiciTransport();
  return (realm) => (realm === "zoho" ? direct : unreachable);
}
