import type { DataCenterCode } from "../../zoho/data-centers";
import { noteConsent } from "../accounts/note-consent";
import type { AccessToken } from "../accounts/token-store";
import type { EmulatedRequest } from "../http/emulated-request";
import type { Person } from "../people/person";
import type { World } from "../world";

/** Whose token a call of an API presents. Each product words the refusals in its own way. */
export type Identified =
  /** No `Authorization` header, or one of another scheme. */
  | { readonly kind: "no token" }
  /** Unknown, run out, evicted or revoked: no product tells which. */
  | { readonly kind: "dead token" }
  /** Alive, but of another data center. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "known"; readonly token: AccessToken; readonly person: Person };

/** Reads the `Authorization` header: `Zoho-oauthtoken …`, or `Bearer …` where the setting allows it. */
export function identifyCaller(
  world: World,
  dataCenter: DataCenterCode,
  request: EmulatedRequest,
): Identified {
  const header = /^(zoho-oauthtoken|bearer)\s+(\S+)\s*$/i.exec(request.headers.authorization ?? "");
  const [, scheme = "", presented = ""] = header ?? [];
  if (presented === "" || (scheme.toLowerCase() === "bearer" && !world.settings.bearerScheme)) {
    return { kind: "no token" };
  }
  const token = world.tokens.access.get(presented);
  if (token === undefined || token.expiresAt <= world.clock.now()) return { kind: "dead token" };
  noteConsent(world, request.facts, token.consent);
  const person = world.personById(token.consent.zuid);
  if (person === undefined || token.consent.dataCenter !== dataCenter) return { kind: "elsewhere" };
  return { kind: "known", token, person };
}
