// axios with an interceptor that refreshes on 401 and sends the call once more. How callers share a refresh is chosen:
// `nothing`: each makes its own; `promise`: all that are refused meanwhile wait for one; `lease`: as `promise`, and who is
// refused with a token that has been replaced since takes the new one instead of asking for another.
import { Agent } from "node:http";
import axios from "axios";
import { allAtOnce } from "./all-at-once.mjs";
import { answerSteps } from "./answer-steps.mjs";

/** Sockets at once. */
const SOCKETS = 32;

const httpAgent = new Agent({ keepAlive: true, maxSockets: SOCKETS });

let api;
let client;
let tokens;
let refreshing;

async function tokenCall(grant) {
  const form = new URLSearchParams({ ...client, ...grant });
  const { data } = await axios.post("/accounts.zoho.com/oauth/v2/token", form, {
    baseURL: api.defaults.baseURL,
    httpAgent,
  });
  // Zoho refuses with 200 and an error in the body.
  if (data.access_token === undefined) throw new Error(`no token: ${data.error}`);
  return data;
}

async function refresh() {
  const grant = { grant_type: "refresh_token", refresh_token: tokens.refresh_token };
  tokens = { ...tokens, ...(await tokenCall(grant)) };
  return tokens.access_token;
}

function sharedRefresh() {
  refreshing ??= refresh().finally(() => (refreshing = undefined));
  return refreshing;
}

const RENEWALS = {
  nothing: refresh,
  promise: sharedRefresh,
  lease: (refused) => (tokens.access_token === refused ? sharedRefresh() : tokens.access_token),
};

function install(sharing) {
  api.interceptors.request.use((config) => {
    config.sentToken ??= tokens.access_token;
    config.headers.Authorization = `Zoho-oauthtoken ${config.sentToken}`;
    return config;
  });
  api.interceptors.response.use(undefined, async (error) => {
    const { config, response } = error;
    if (response?.status !== 401 || config.isAgain) throw error;
    const sentToken = await RENEWALS[sharing](config.sentToken);
    return api.request({ ...config, isAgain: true, sentToken });
  });
}

async function org() {
  return (await api.get("/www.zohoapis.com/crm/v8/org")).status;
}

await answerSteps({
  async connect({ zoho, clientId, clientSecret, grantToken, sharing }) {
    client = { client_id: clientId, client_secret: clientSecret };
    api = axios.create({ baseURL: zoho, httpAgent });
    tokens = await tokenCall({ grant_type: "authorization_code", code: grantToken });
    install(sharing);
  },
  org,
  orgAtOnce: ({ count }) => allAtOnce(count, org),
});
