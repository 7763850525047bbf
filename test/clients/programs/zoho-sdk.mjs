// One of Zoho's own SDKs, used as its README says. Their three generations have the same names for what is used here.
import { join } from "node:path";
import { answerSteps } from "./answer-steps.mjs";
import { fileSteps } from "./zoho-sdk-files.mjs";
import { metadataSteps } from "./zoho-sdk-metadata.mjs";
import { recordSteps } from "./zoho-sdk-records.mjs";

const sdk = await import(process.env.CLIENT_PACKAGE);

const tokenSteps = {
  /** Initializes the SDK with a grant token: it exchanges it at once, and asks who the user is. */
  async connect({ zoho, clientId, clientSecret, grantToken }) {
    const environment = sdk.DataCenter.setEnvironment(
      `${zoho}/www.zohoapis.com`,
      `${zoho}/accounts.zoho.com/oauth/v2/token`,
      `${zoho}/content.zohoapis.com`,
    );
    const token = new sdk.OAuthBuilder()
      .clientId(clientId)
      .clientSecret(clientSecret)
      .grantToken(grantToken)
      .build();
    const builder = await new sdk.InitializeBuilder();
    await builder
      .environment(environment)
      .token(token)
      .store(new sdk.FileStore(join(process.cwd(), "tokens.csv")))
      .SDKConfig(new sdk.SDKConfigBuilder().build())
      .resourcePath(process.cwd())
      .initialize();
    return { user: token.getUserSignature()?.getName() };
  },

  /** What the SDK has put into its store. */
  async storedTokens() {
    const initializer = await sdk.Initializer.getInitializer();
    const tokens = await initializer.getStore().getTokens();
    return tokens.map((one) => ({
      accessToken: one.getAccessToken(),
      refreshToken: one.getRefreshToken(),
      apiDomain: one.getAPIDomain(),
    }));
  },
};

await answerSteps({ ...tokenSteps, ...metadataSteps(sdk), ...recordSteps(sdk), ...fileSteps(sdk) });
