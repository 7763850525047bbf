import { parseCallback } from "../../../src/oauth/callback";
import type { ConsentOutcome, ConsentRequest } from "../../../src/index";
import type { RecordKind, Vault } from "../../../src/vault/vault";
import type { ZohoRuntime } from "../../../src/zoho-runtime";
import { accepted, ASKED, comeBack, ConsentingZoho, stateOf } from "../../unit/support/consent";
import { library } from "../../unit/support/library";
import type { ScriptedTransport } from "../../unit/support/scripted-transport";
import { CANARY } from "../../unit/support/secrets";
import type { Consents } from "../corpora/callbacks";

/** A library with a connection, two consents that wait, and all that Zoho is asked. */
export interface Waiting {
  readonly zoho: ZohoRuntime;
  readonly consents: Consents;
  readonly transport: ScriptedTransport;
  /** Everything that the vault holds, and how the consents stand. */
  standing(): Promise<unknown>;
  /** A browser comes to the callback with what its query was read as. */
  comeBack(query: Readonly<Record<string, unknown>>, cookie?: string): Promise<ConsentOutcome>;
}

const KINDS: readonly RecordKind[] = ["grant", "access", "budget", "start", "forgotten"];

async function recordsOf(vault: Vault): Promise<unknown> {
  const kinds = KINDS.map(async (kind) => {
    const ids = [...(await vault.ids(kind))].sort();
    return Promise.all(ids.map(async (id) => [kind, id, await vault.read(kind, id)]));
  });
  return Promise.all(kinds);
}

/** @param changes to what the consent asks for that cases are about */
export async function waitingConsents(changes: Partial<ConsentRequest> = {}): Promise<Waiting> {
  const { transport } = new ConsentingZoho();
  const { zoho, vault } = library({ transport });
  const used = stateOf(await zoho.consents.start(ASKED));
  await comeBack(zoho, accepted(used));
  const live = await zoho.consents.start({ ...ASKED, ...changes });
  const bound = await zoho.consents.start({ ...ASKED, connectionName: "dialog", boundTo: "browser" });
  transport.requests.length = 0;
  return {
    zoho,
    transport,
    consents: {
      state: stateOf(live),
      ticket: live.ticket,
      code: CANARY.grantCode,
      used,
      bound: stateOf(bound),
    },
    standing: async () => ({
      records: await recordsOf(vault),
      live: await zoho.consents.standingOf(live.ticket),
      bound: await zoho.consents.standingOf(bound.ticket),
    }),
    comeBack: (query, cookie) =>
      zoho.consents.finish({ parameters: parseCallback(query), cookieOf: () => cookie }),
  };
}
