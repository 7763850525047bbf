// passport-oauth2, called as passport calls it: with a request, and one function for each way it can end.
import OAuth2Strategy from "passport-oauth2";
import { answerSteps } from "./answer-steps.mjs";

let strategy;
const session = {};

function authenticate(query, options) {
  return new Promise((resolve, reject) => {
    const attempt = Object.create(strategy, {
      redirect: { value: (url) => resolve({ redirect: url }) },
      success: { value: (user) => resolve({ user }) },
      fail: { value: (challenge, status) => resolve({ failure: challenge, status }) },
      error: { value: reject },
    });
    attempt.authenticate({ query, session }, options);
  });
}

await answerSteps({
  configure({ accounts, clientId, clientSecret, redirectUri }) {
    const verify = (accessToken, refreshToken, results, profile, done) =>
      done(null, { accessToken, refreshToken, results, profile });
    const addresses = {
      authorizationURL: `${accounts}/oauth/v2/auth?access_type=offline&prompt=consent`,
      tokenURL: `${accounts}/oauth/v2/token`,
      callbackURL: redirectUri,
    };
    strategy = new OAuth2Strategy(
      { ...addresses, clientID: clientId, clientSecret, state: true, pkce: true, scopeSeparator: "," },
      verify,
    );
  },
  begin: ({ scope }) => authenticate({}, { scope }),
  callback: ({ url }) => authenticate(Object.fromEntries(new URL(url).searchParams)),
});
