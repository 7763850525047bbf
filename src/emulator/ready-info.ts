import type { DataCenterCode } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import type { OrgProduct } from "./people/org-products";
import { READY_MADE_SELF_CLIENT, READY_MADE_SERVER_CLIENT, type ReadyMadeClient } from "./ready-made-clients";
import type { World } from "./world";

/** What somebody needs to begin: printed as one line with `--json`. */
export interface ReadyInfo {
  /** `http://127.0.0.1:9780` */
  readonly url: string;
  readonly people: readonly {
    readonly name: string;
    readonly email: string;
    readonly dataCenter: DataCenterCode;
    /** Apps in which they have an account. */
    readonly apps: readonly string[];
    /** `id` is the org's `zgid`. CRM's orgs come first. */
    readonly orgs: readonly {
      readonly id: string;
      readonly name: string;
      readonly environment: Environment;
      readonly product: OrgProduct;
    }[];
  }[];
  readonly clients: {
    readonly server: ReadyMadeClient & { readonly redirectUris: readonly string[] };
    readonly self: ReadyMadeClient;
  };
}

/** The ready line of a world. */
export function readyInfo(world: World): ReadyInfo {
  const server = world.clients.get(READY_MADE_SERVER_CLIENT.clientId);
  return {
    url: world.origin(),
    people: world.people.map((person) => ({
      name: person.name,
      email: person.email,
      dataCenter: person.dataCenter,
      apps: person.apps,
      orgs: person.orgs.map(({ id, name, environment, product }) => ({ id, name, environment, product })),
    })),
    clients: {
      server: {
        clientId: READY_MADE_SERVER_CLIENT.clientId,
        clientSecret: READY_MADE_SERVER_CLIENT.clientSecret,
        redirectUris: server?.redirectUris ?? READY_MADE_SERVER_CLIENT.redirectUris,
      },
      self: { clientId: READY_MADE_SELF_CLIENT.clientId, clientSecret: READY_MADE_SELF_CLIENT.clientSecret },
    },
  };
}
