import { DATA_CENTERS } from "../../zoho/data-centers";
import { gatewayHost } from "../../zoho/environments";
import type { World } from "../world";
import type { Consent } from "./token-store";

/** Where the APIs of a consent answer, in the form of the setting `apiDomain`. */
export function apiDomain(world: World, consent: Consent): string {
  const { settings } = world;
  const dc = DATA_CENTERS[consent.dataCenter];
  // Zoho's generic OAuth pages print this form; no answer of a real host shows it.
  if (settings.apiDomain === "generic") return `https://api.${dc.productDomain}`;
  const crmOrg = world.orgById(consent.orgIds.crm ?? "");
  const environment = settings.envApiDomain ? (crmOrg?.environment ?? "Production") : "Production";
  const host = gatewayHost(dc, environment);
  return settings.apiDomain === "zoho" ? `https://${host}` : `${world.origin()}/${host}`;
}
