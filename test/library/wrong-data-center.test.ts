import { describe, expect, test } from "vitest";
import { adoptDeclared, type Connection, type Environment } from "../../src/index";
import type { EmulatorSettings } from "../../src/emulator/index";
import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../src/zoho/data-centers";
import { registered } from "../emulator/support/consenting";
import { emulator } from "../emulator/support/running";
import { everythingIn, expectCode, expectNoSecret } from "../unit/support/expect-zoho-error";
import {
  askedBy,
  connect,
  consent,
  CRM_SCOPES,
  libraryWorld,
  type LibraryWorld,
} from "./support/library-world";
import { secretsSent } from "./support/wire";
import { bodyText } from "../unit/support/body-text";

/** Where a client is enabled beside the data center of a test. */
function otherThan(dataCenter: DataCenterCode): DataCenterCode {
  return dataCenter === "us" ? "eu" : "us";
}

function tokenCalls({ sent }: LibraryWorld): number {
  return sent.filter(({ url }) => url.pathname === "/oauth/v2/token").length;
}

describe.each(DATA_CENTER_CODES)("invalid_client at the token endpoint of %s", (dataCenter) => {
  const { name, consoleHost } = DATA_CENTERS[dataCenter];

  test("the client is not enabled in this data center", async () => {
    const world = libraryWorld(await emulator());
    const connection = await connect(world, dataCenter);
    const { clientId } = askedBy(world, dataCenter);
    await registered(world.emulator, { clientId, dataCenters: [otherThan(dataCenter)] });
    const error = await expectCode(world.zoho.tokens.force(connection.id), "invalid_client");
    expect(error.class).toBe("rejected");
    expect(error.cause.reason).toContain(`in the data center ${name}`);
    expect(error.cause.remedy).toContain("enable that data center");
    expect(error.cause.remedy).toContain(`https://${consoleHost}`);
    expectNoSecret(everythingIn(error), secretsSent(world.sent));
  });

  test("the secret is another data center's; with its own it works", async () => {
    const secrets: { deployed?: string | undefined } = {};
    const world = libraryWorld(await emulator(), { clientSecrets: { secretOf: () => secrets.deployed } });
    const { clientId } = askedBy(world, dataCenter);
    const client = await registered(world.emulator, { clientId, secrets: "perDataCenter" });
    const wrong = { clientSecret: client.secrets[otherThan(dataCenter)] ?? "" };
    const refused = await consent(world, dataCenter, {}, wrong);
    if (refused.state === "connected") throw new Error("Zoho has taken another data center's secret");
    expect(refused.error.code).toBe("invalid_client");
    expect(refused.error.message).toMatch(new RegExp(`${name}, or not with this secret.*enter the secret`));
    expectNoSecret(everythingIn(refused.error), secretsSent(world.sent));

    const right = { clientSecret: client.secrets[dataCenter] ?? "" };
    const connection = await connect(world, dataCenter, {}, right);
    secrets.deployed = wrong.clientSecret;
    const before = tokenCalls(world);
    await expectCode(world.zoho.tokens.force(connection.id), "invalid_client");
    expect(tokenCalls(world) - before).toBe(1);
    secrets.deployed = right.clientSecret;
    expect((await world.zoho.tokens.force(connection.id)).connectionId).toBe(connection.id);
  });
});

describe("A client with a secret for each data center", () => {
  test.each(DATA_CENTER_CODES.filter((code) => code !== "us" && code !== "cn"))(
    "%s: who begins in the United States is connected with the secret of their own",
    async (dataCenter) => {
      const world = libraryWorld(await emulator());
      const { clientId } = askedBy(world, "us");
      const { secrets } = await registered(world.emulator, { clientId, secrets: "perDataCenter" });
      const person = world.emulator.ready.people.find((one) => one.dataCenter === dataCenter)?.name ?? "";
      const { us: clientSecret = "", ...otherSecrets } = secrets;
      const everywhere = { allowedDataCenters: DATA_CENTER_CODES, clientSecret };
      const connection = await connect(world, "us", { person }, { ...everywhere, otherSecrets });
      expect(connection.dataCenter).toBe(dataCenter);
      await world.zoho.tokens.force(connection.id);
      const used = world.sent.map(({ body }) => new URLSearchParams(bodyText(body)).get("client_secret"));
      expect(new Set(used.filter((secret) => secret !== null))).toEqual(new Set([secrets[dataCenter]]));
    },
  );
});

/** A production grant that is declared to be of this environment and data center. */
async function declaredAs(
  world: LibraryWorld,
  home: DataCenterCode,
  declared: { readonly dataCenter: DataCenterCode; readonly environment: Environment },
): Promise<Connection> {
  const connection = await connect(world, home);
  const refreshToken = (await world.zoho.vault.read("grant", connection.id))?.current?.refreshToken ?? "";
  await world.zoho.vault.update("grant", connection.id, () => undefined);
  world.zoho.connections.forget(connection);
  const { realm, clientId, clientSecret } = askedBy(world, home);
  const { dataCenter, environment } = declared;
  const pins = { level: "declared", environment } as const;
  const grant = { realm, clientId, clientSecret, dataCenter, scopes: CRM_SCOPES, pins, refreshToken };
  await adoptDeclared(world.zoho, { ...grant, name: "declared" });
  const found = await world.zoho.connections.find("zoho", "declared");
  if (found === undefined) throw new Error("it was not adopted");
  return found;
}

const CODES: readonly EmulatorSettings["wrongEnvCode"][] = ["INVALID_TOKEN", "AUTHENTICATION_FAILURE"];

describe.each(CODES)("%s right after a good refresh", (wrongEnvCode) => {
  test.each(DATA_CENTER_CODES)(
    "%s: the grant is of another environment than declared",
    async (dataCenter) => {
      const world = libraryWorld(await emulator({ settings: { wrongEnvCode } }));
      const connection = await declaredAs(world, dataCenter, { dataCenter, environment: "Sandbox" });
      const call = { connection, product: "crm", method: "GET", path: "org" } as const;
      const before = tokenCalls(world);
      for (let message = 0; message < 10; message++) {
        const error = await expectCode(world.zoho.caller.call(call), "wrong_environment");
        expect(error.cause).toMatchObject({
          class: "rejected",
          zohoCode: wrongEnvCode,
          connection: "declared",
        });
        const { name, gateway } = DATA_CENTERS[dataCenter];
        expect(error.cause.reason).toContain(`sandbox.${gateway} refused it at once`);
        expect(error.cause.reason).toContain(`${name}, Sandbox`);
        expect(error.cause.remedy).toMatch(/right org and environment.*where it is declared/);
        expect(error.cause.details).toMatchObject({ environment: "Sandbox", dataCenter });
      }
      // One token call for all of them: another token would be refused as well.
      expect(tokenCalls(world) - before).toBe(1);
    },
  );
});

describe("invalid_code at once", () => {
  test.each(DATA_CENTER_CODES)(
    "%s: a refresh token that is declared in another data center",
    async (home) => {
      const world = libraryWorld(await emulator());
      const dataCenter = otherThan(home);
      const connection = await declaredAs(world, home, { dataCenter, environment: "Production" });
      // Once from Zoho, once from memory: both say what else it may be.
      for (let time = 0; time < 2; time++) {
        const error = await expectCode(world.zoho.tokens.get(connection.id), "grant_revoked");
        expect(error.cause.reason).toContain(`another data center than ${DATA_CENTERS[dataCenter].name}`);
      }
    },
  );
});
