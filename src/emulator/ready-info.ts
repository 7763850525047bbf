import type { DataCenterCode } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import type { PersonGroup } from "./people/fixtures";
import type { OrgProduct } from "./people/org-products";
import {
  READY_MADE_BROWSER_CLIENT,
  READY_MADE_DEVICE_CLIENT,
  READY_MADE_MOBILE_CLIENT,
  READY_MADE_SELF_CLIENT,
  READY_MADE_SERVER_CLIENT,
  type ReadyMadeClient,
  type ReadyMadeWebClient,
} from "./ready-made-clients";
import type { TlsInfo } from "./tls/tls-info";
import type { World } from "./world";

/** What somebody needs to begin: printed as one line with `--json`. */
export interface ReadyInfo {
  /** `http://127.0.0.1:9780` */
  readonly url: string;
  /** Only with `tls`: where it answers under Zoho's real names. */
  readonly tls?: TlsInfo;
  readonly people: readonly {
    readonly name: string;
    readonly email: string;
    readonly dataCenter: DataCenterCode;
    readonly group: PersonGroup;
    /** What signing in as this person shows, in a few words. */
    readonly shows: string;
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
  /** One of each type. */
  readonly clients: {
    readonly server: ReadyMadeWebClient;
    readonly self: ReadyMadeClient;
    readonly mobile: ReadyMadeWebClient;
    readonly browser: Omit<ReadyMadeWebClient, "clientSecret">;
    readonly device: ReadyMadeClient;
  };
}

/** The ready line of a world. */
export function readyInfo(world: World): ReadyInfo {
  /** With the redirect URIs that were registered since. */
  function asRegistered<C extends { readonly clientId: string; readonly redirectUris: readonly string[] }>(
    made: C,
  ): C {
    return { ...made, redirectUris: world.clients.get(made.clientId)?.redirectUris ?? made.redirectUris };
  }
  const tls = world.tls();
  return {
    url: world.origin(),
    ...(tls === undefined ? {} : { tls }),
    people: world.people.map((person) => ({
      name: person.name,
      email: person.email,
      dataCenter: person.dataCenter,
      group: person.group,
      shows: person.shows,
      apps: person.apps,
      orgs: person.orgs.map(({ id, name, environment, product }) => ({ id, name, environment, product })),
    })),
    clients: {
      server: asRegistered(READY_MADE_SERVER_CLIENT),
      self: READY_MADE_SELF_CLIENT,
      mobile: asRegistered(READY_MADE_MOBILE_CLIENT),
      browser: asRegistered(READY_MADE_BROWSER_CLIENT),
      device: READY_MADE_DEVICE_CLIENT,
    },
  };
}
