// simple-oauth2, used as its README says.
import { AuthorizationCode } from "simple-oauth2";
import { answerSteps } from "./answer-steps.mjs";

let client;
let granted;

await answerSteps({
  configure({ tokenHost, prefix, clientId, clientSecret, authorizationMethod }) {
    client = new AuthorizationCode({
      client: { id: clientId, secret: clientSecret },
      auth: {
        tokenHost,
        tokenPath: `${prefix}/oauth/v2/token`,
        refreshPath: `${prefix}/oauth/v2/token`,
        revokePath: `${prefix}/oauth/v2/token/revoke`,
        authorizePath: `${prefix}/oauth/v2/auth`,
      },
      options: { authorizationMethod, scopeSeparator: "," },
    });
  },
  authorizeUrl: ({ redirectUri, scope, state }) =>
    client.authorizeURL({
      redirect_uri: redirectUri,
      scope,
      state,
      access_type: "offline",
      prompt: "consent",
    }),
  async exchange({ code, redirectUri }) {
    granted = await client.getToken({ code, redirect_uri: redirectUri });
    return granted.token;
  },
  expired: ({ window }) => granted.expired(window),
  // The client forgets the refresh token of an answer without one, so the first grant is kept.
  refresh: async () => (await granted.refresh()).token,
  revokeAll: () => granted.revokeAll(),
});
