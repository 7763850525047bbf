import { createHash, createPrivateKey, sign } from "node:crypto";
import { DATA_CENTERS } from "../../../zoho/data-centers";
import type { World } from "../../world";
import { accountsServer } from "../accounts-server";
import type { AccessToken } from "../token-store";
import { claimsOf } from "./claims";
import { PUBLISHED_TEST_KEY } from "./published-test-key";

const SIGNING_KEY = createPrivateKey({ key: { ...PUBLISHED_TEST_KEY }, format: "jwk" });
const HEADER = encoded({ alg: "RS256", kid: PUBLISHED_TEST_KEY.kid, typ: "JWT" });

/**
 * Who has signed in, as a signed JWT: comes with the tokens where the scope `openid` was asked for. OpenID Connect
 * Core, 3.1.3; claims by Zoho's discovery document. RS256 has no randomness, so the same request gives the same bytes.
 *
 * @param nonce as the authorize request sent it
 */
export function idToken(world: World, access: AccessToken, nonce: string | undefined): string {
  const { consent, issuedAt, expiresAt } = access;
  const payload = encoded({
    iss: accountsServer(world, DATA_CENTERS[consent.dataCenter].accountsHost),
    aud: consent.clientId,
    ...claimsOf(world, consent),
    iat: Math.floor(issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
    at_hash: createHash("sha256").update(access.token).digest().subarray(0, 16).toString("base64url"),
    ...(nonce === undefined ? {} : { nonce }),
  });
  const signed = `${HEADER}.${payload}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), SIGNING_KEY).toString("base64url")}`;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
