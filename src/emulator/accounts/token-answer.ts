import { json, type Reply } from "../http/reply";
import type { World } from "../world";
import { apiDomain } from "./api-domain";
import type { AccessToken } from "./token-store";

/**
 * A successful token answer.
 *
 * @param more `refresh_token` and `id_token`, where the answer shows them
 */
export function tokenAnswer(
  world: World,
  access: AccessToken,
  more: { readonly refresh_token?: string; readonly id_token?: string } = {},
): Reply {
  const { settings } = world;
  return json(200, {
    access_token: access.token,
    ...more,
    ...(settings.includeScope
      ? { scope: access.consent.scopes.join(settings.scopeSeparator === "space" ? " " : ",") }
      : {}),
    api_domain: apiDomain(world, access.consent),
    token_type: "Bearer",
    // Old form: seconds beside milliseconds, as Zoho's SDKs still read it.
    ...(settings.legacyExpiry
      ? { expires_in_sec: settings.accessTtl, expires_in: settings.accessTtl * 1000 }
      : { expires_in: settings.accessTtl }),
  });
}
