import { faceOf } from "../tokens/refusals";
import { orgProbeUrl } from "../transport/destination";
import { parseJsonBody } from "../transport/json-body";
import type { Grant } from "../vault/vault";
import { askableOrgApps, type OrgAppId, type OrgName, ORG_PROBES } from "../zoho/org-probes";
import { type AskOptions, askWithToken } from "./ask-with-token";

/** What the apps said that could be asked. */
export interface ToldOrgs {
  readonly orgs: ReadonlyMap<OrgAppId, readonly OrgName[]>;
  /** The face (`faceOf`) of one that took the access token; undefined where none did. */
  readonly acceptedBy: string | undefined;
}

/**
 * Asks each app that the scopes allow to ask which orgs the token reaches, all at the same time and each once: worth
 * a call, but never worth a failure.
 *
 * @param except apps that have been asked already
 */
export async function askForOrgs(
  options: AskOptions,
  grant: Pick<Grant, "dataCenter" | "scopes">,
  { accessToken, except }: { readonly accessToken: string; readonly except: readonly OrgAppId[] },
): Promise<ToldOrgs> {
  const { dataCenter } = grant;
  const orgs = new Map<OrgAppId, readonly OrgName[]>();
  let acceptedBy: string | undefined;
  const ask = async (app: OrgAppId): Promise<void> => {
    // None of them has environments of its own.
    const url = orgProbeUrl({ app, dataCenter, environment: "Production" });
    const { status, body } = await askWithToken(options, { url, accessToken }, 1);
    // No content: the person has no org there.
    const told = status === 204 ? [] : status === 200 && ORG_PROBES[app].orgsIn(parseJsonBody(body));
    if (told === false || told === undefined) return;
    orgs.set(app, told);
    acceptedBy ??= faceOf(url.host, app);
  };
  await Promise.allSettled(
    askableOrgApps(grant.scopes)
      .filter((app) => !except.includes(app))
      .map(ask),
  );
  return { orgs, acceptedBy };
}
