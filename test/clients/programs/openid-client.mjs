// openid-client, used as its README says, with Zoho's metadata written by hand or discovered.
import * as client from "openid-client";
import { answerSteps } from "./answer-steps.mjs";

const ZOHO = "https://accounts.zoho.com";

let config;
let expected;

function authentication({ method, clientSecret }) {
  return method === "basic" ? client.ClientSecretBasic(clientSecret) : client.ClientSecretPost(clientSecret);
}

/** The tokens without what only the program is to know. */
function shown(tokens) {
  return { ...tokens, expiresIn: tokens.expiresIn(), claims: tokens.claims?.() ?? null };
}

await answerSteps({
  /** Zoho's addresses by hand, as somebody does who reads Zoho's pages. */
  configure({ accounts, clientId, ...secret }) {
    const server = {
      issuer: ZOHO,
      authorization_endpoint: `${accounts}/oauth/v2/auth`,
      token_endpoint: `${accounts}/oauth/v2/token`,
      revocation_endpoint: `${accounts}/oauth/v2/token/revoke`,
      introspection_endpoint: `${accounts}/oauth/v2/introspect`,
    };
    config = new client.Configuration(server, clientId, undefined, authentication(secret));
    client.allowInsecureRequests(config);
  },

  /** Everything from Zoho's discovery document; only where accounts.zoho.com is found is told. */
  async discover({ accounts, clientId, ...secret }) {
    const fetchThere = (url, options) => fetch(url.replace(ZOHO, accounts), options);
    config = await client.discovery(new URL(ZOHO), clientId, undefined, authentication(secret), {
      [client.customFetch]: fetchThere,
    });
    return config.serverMetadata();
  },

  async authorizeUrl({ redirectUri, scope, nonce }) {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    expected = { pkceCodeVerifier, expectedState: client.randomState() };
    if (nonce !== undefined) expected.expectedNonce = nonce;
    return client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope,
      access_type: "offline",
      prompt: "consent",
      state: expected.expectedState,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
      ...(nonce === undefined ? {} : { nonce }),
    }).href;
  },

  async exchange({ callback, verifier }) {
    const checks = verifier === undefined ? expected : { ...expected, pkceCodeVerifier: verifier };
    return shown(await client.authorizationCodeGrant(config, new URL(callback), checks));
  },

  refresh: async ({ refreshToken }) => shown(await client.refreshTokenGrant(config, refreshToken)),
  clientCredentials: async ({ parameters }) => shown(await client.clientCredentialsGrant(config, parameters)),
  revoke: ({ token }) => client.tokenRevocation(config, token),
  introspect: ({ token }) => client.tokenIntrospection(config, token),
  userInfo: ({ accessToken, subject }) => client.fetchUserInfo(config, accessToken, subject),

  /** An API call with the token, `Bearer` as this client has it. */
  async call({ accessToken, url }) {
    const response = await client.fetchProtectedResource(config, accessToken, new URL(url), "GET");
    return { status: response.status, body: await response.json() };
  },
});
