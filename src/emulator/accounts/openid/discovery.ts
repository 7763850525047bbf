import { DATA_CENTERS } from "../../../zoho/data-centers";
import { json } from "../../http/reply";
import { accountsServer } from "../accounts-server";
import type { Endpoint } from "../endpoint";

/**
 * `GET /.well-known/openid-configuration`, as captured from accounts.zoho.com: with real origins unless the
 * setting `accountsServer` says otherwise, and without client_credentials although Zoho documents them.
 */
export const discovery: Endpoint = (world, dataCenter) => {
  const issuer = accountsServer(world, DATA_CENTERS[dataCenter].accountsHost);
  return json(200, {
    issuer,
    authorization_endpoint: `${issuer}/oauth/v2/auth`,
    token_endpoint: `${issuer}/oauth/v2/token`,
    revocation_endpoint: `${issuer}/oauth/v2/token/revoke`,
    introspection_endpoint: `${issuer}/oauth/v2/introspect`,
    userinfo_endpoint: `${issuer}/oauth/v2/userinfo`,
    jwks_uri: `${issuer}/oauth/v2/keys`,
    device_authorization_endpoint: `${issuer}/oauth/v3/device/code`,
    dc_info: `${issuer}/oauth/serverinfo`,
    response_types_supported: ["code", "token"],
    response_modes_supported: ["query", "fragment"],
    grant_types_supported: [
      "authorization_code",
      "implicit",
      "refresh_token",
      "urn:ietf:params:oauth:grant-type:device_code",
      "urn:ietf:params:oauth:grant-type:jwt-bearer",
    ],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "private_key_jwt"],
    introspection_endpoint_auth_methods_supported: ["client_secret_basic"],
    code_challenge_methods_supported: ["plain", "S256"],
    scopes_supported: ["email", "profile", "openid", "phone"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256", "RS384"],
    claims_supported: [
      "aud",
      "email",
      "email_verified",
      "exp",
      "iat",
      "iss",
      "sid",
      "sub",
      "at_hash",
      "kid",
      "profile",
      "picture",
      "first_name",
      "name",
      "last_name",
      "gender",
      "phone_number",
      "phone_number_verified",
    ],
  });
};
