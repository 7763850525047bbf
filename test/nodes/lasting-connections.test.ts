import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DeployType, type FlowNode, type NodeRed, startNodeRed } from "../support/node-red-runtime";
import type { ExtraSettings } from "../support/node-red-user-directory";
import { catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { type RealZoho, startRealZoho, TYPED } from "./support/real-zoho";

/** Credentials in the realm of Zoho itself, as somebody typed them; refresh tokens as somebody brought them. */
function flows(credentials: object | undefined, name = "our client"): readonly FlowNode[] {
  return [
    TAB,
    client("client", {
      name,
      realm: "zoho",
      connections: [
        { ...declared("acme"), refreshToken: "${ACME_TOKEN}" },
        { ...declared("acme-test", "Sandbox"), refreshToken: "${ACME_TEST_TOKEN}" },
      ],
      ...(credentials !== undefined && { credentials }),
    }),
    probeIn("in", "call"),
    request("call", { product: "", method: "" }, [["out"]]),
    catcher("catch", ["call"], "failed"),
    probeOut("out"),
    probeOut("failed"),
  ];
}

const UNTYPED = flows(undefined);
const NAMES = ["acme", "acme-test"];

/** Projects commit what they make. */
const GIT_USER = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};

/** Seven starts of Node-RED in one test: milliseconds that a busy machine may need. */
const TIMEOUT_MS = 180_000;

describe.each(["4.1", "5"] as const)(
  "connections of typed credentials, in Node-RED %s",
  { timeout: TIMEOUT_MS },
  (version) => {
    let zoho: RealZoho;
    let nodeRed: NodeRed;
    let env: Record<string, string>;

    beforeEach(async () => {
      zoho = await startRealZoho();
      env = {
        ...zoho.env,
        ACME_TOKEN: await zoho.refreshToken("Acme (Production)"),
        ACME_TEST_TOKEN: await zoho.refreshToken("Acme (Sandbox)"),
        ...GIT_USER,
      };
      nodeRed = await startNodeRed({ version, flows: UNTYPED, env });
      // Deployed as the editor does it, so that Node-RED itself seals what was typed.
      await nodeRed.deploy(flows(TYPED));
      for (const name of NAMES) await works(name);
      await zoho.emulator.forgetRequests();
    });
    afterEach(async () => {
      await nodeRed.stop();
      await zoho.close();
    });

    async function works(name: string): Promise<void> {
      nodeRed.forget();
      await nodeRed.inject("in", { zoho: { connection: name, path: "org" } });
      const [msg] = await nodeRed.waitFor("out");
      expect(msg).toMatchObject({ statusCode: 200, zohoResult: { connection: name } });
    }

    async function allWorkAndNoTokenWasSpent(): Promise<void> {
      for (const name of NAMES) await works(name);
      expect(await zoho.emulator.tokenCalls()).toBe(0);
    }

    async function saysWhatIsMissing(): Promise<void> {
      nodeRed.forget();
      await nodeRed.inject("in", { zoho: { connection: "acme", path: "org" } });
      const [msg] = await nodeRed.waitFor("failed");
      expect(msg).toMatchObject({ error: { cause: { class: "rejected", code: "missing_credentials" } } });
      expect(nodeRed.log()).toContain("The client 'our client' has no client ID.");
    }

    /** The same directory with other settings, as after an edit of settings.js. */
    async function restartWith(settings: ExtraSettings): Promise<void> {
      const { userDir, port } = nodeRed;
      await nodeRed.stop();
      nodeRed = await startNodeRed({ version, env, userDir, port, settings });
    }

    test("outlast every kind of Deploy, a restart and a power cut, and cost no token", async () => {
      for (const type of ["full", "nodes", "flows", "reload"] satisfies DeployType[]) {
        await nodeRed.deploy(flows(undefined, `our client after ${type}`), type);
        await allWorkAndNoTokenWasSpent();
      }
      await nodeRed.restart();
      await allWorkAndNoTokenWasSpent();
      await nodeRed.restart("SIGKILL");
      await allWorkAndNoTokenWasSpent();
    });

    test("outlast that the client is deleted: undone it says what is missing, typed in again it works", async () => {
      await nodeRed.deploy([TAB]);
      await nodeRed.restart();
      // Node-RED has thrown the credentials away with the node; an undo in the editor can't bring them back.
      await nodeRed.deploy(UNTYPED);
      await saysWhatIsMissing();
      await nodeRed.deploy(flows(TYPED));
      await allWorkAndNoTokenWasSpent();
    });

    test("outlast that the credential secret is set, changed and turned off", async () => {
      await restartWith({ credentialSecret: "first secret" });
      await allWorkAndNoTokenWasSpent();
      // Node-RED seals what it holds under the new secret with the next Deploy; from then on it can't go back.
      await nodeRed.deploy(UNTYPED);
      for (const credentialSecret of ["second secret", false]) {
        await restartWith({ credentialSecret });
        await saysWhatIsMissing();
        await nodeRed.deploy(flows(TYPED));
        await allWorkAndNoTokenWasSpent();
      }
      await restartWith({});
      await allWorkAndNoTokenWasSpent();
    });

    test("outlast that Projects are switched on, with another secret of their own", async () => {
      const projects = { editorTheme: { tours: false, projects: { enabled: true } } };
      await restartWith({ ...projects, credentialSecret: "first secret" });
      await allWorkAndNoTokenWasSpent();
      const made = await nodeRed.admin("projects", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          name: "our-project",
          migrateFiles: true,
          credentialSecret: "the project's own secret",
          files: { flow: "flows.json", credentials: "flows_cred.json" },
        }),
      });
      expect([made.status, await made.text()]).toMatchObject([200, expect.any(String)]);
      await allWorkAndNoTokenWasSpent();
      await restartWith(projects);
      await allWorkAndNoTokenWasSpent();
    });
  },
);
