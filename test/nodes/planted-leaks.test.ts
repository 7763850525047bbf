import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "../support/project-root";
import { CHANNELS, type Secret, type SecretKind } from "../support/secrets/secret";
import { type SearchReport, SecretWatch } from "../support/secrets/secret-watch";
import { testDirectory } from "../support/test-directory";
import { startWorld, type World } from "./support/world";
import { authorize, catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  client("device-client", { clientType: "device" }),
  probeIn("call-in", "call"),
  request("call", { product: "", method: "", errors: "output" }, [["seen"], ["seen"]]),
  probeIn("connect-in", "connect"),
  authorize("connect", {}, [["prompt"], ["seen"]]),
  probeIn("device-in", "device"),
  authorize("device", { client: "device-client", way: "deviceCode" }, [["prompt"], ["seen"]]),
  probeIn("leak-in", "leak"),
  { id: "leak", type: "zoho-leak", z: "tab", wires: [["seen"]] },
  catcher("catch", ["leak", "connect", "device"], "seen"),
  probeOut("seen"),
  probeOut("prompt"),
];

/** The kinds that must never leave, each of which a run like this one has at least one of. */
const KINDS: readonly SecretKind[] = [
  "client secret",
  "refresh token",
  "access token",
  "grant code",
  "device code",
  "state",
  "code verifier",
  "data key",
];

/** How a secret could come to stand somewhere. Beside other bytes base64 looks different: here one stands before. */
const FORMS: Readonly<Record<string, (secret: Secret) => string>> = {
  plain: ({ value, as }) => (as === "text" ? value : Buffer.from(value, "hex").toString("base64")),
  base64: (secret) => Buffer.concat([Buffer.from("x"), bytesOf(secret)]).toString("base64"),
  URL: (secret) => encodeURIComponent(bytesOf(secret).toString(secret.as === "text" ? "utf8" : "base64")),
  hex: (secret) => bytesOf(secret).toString("hex"),
};

function bytesOf({ value, as }: Secret): Buffer {
  return Buffer.from(value, as === "text" ? "utf8" : "hex");
}

/** By this word a planted leak is told from all others. */
function label(form: string, kind: SecretKind): string {
  return `planted/${form}/${kind.replaceAll(" ", "-")}:`;
}

const ALL_LABELS = Object.keys(FORMS).flatMap((form) => KINDS.map((kind) => label(form, kind)));

/** One of each kind in each form, as one text. */
function allLeaks(secrets: readonly Secret[]): string {
  const leaks = KINDS.flatMap((kind) => {
    const secret = secrets.find((one) => one.kind === kind);
    if (secret === undefined) throw new Error(`there is no ${kind} to leak`);
    return Object.entries(FORMS).map(([form, write]) => label(form, kind) + write(secret));
  });
  return leaks.join(" ");
}

describe("a leak that was planted on purpose", () => {
  let world: World;
  let clean: SearchReport;
  let report: SearchReport;
  beforeAll(async () => {
    const watch = new SecretWatch(await testDirectory("planted"));
    const folders = ["probe-node", join("secrets", "leaking-node")];
    const nodesDir = folders.map((folder) => join(PROJECT_ROOT, "test", "support", folder));
    world = await startWorld({ flows: FLOWS, ready: ["acme"], watch, settings: { nodesDir } });
    const { nodeRed } = world;
    await nodeRed.inject("call-in", { zoho: { connection: "acme", path: "org" } });
    await nodeRed.waitFor("seen");
    await nodeRed.inject("connect-in", { zoho: { connection: "other" } });
    await nodeRed.inject("device-in", { zoho: { connection: "screen" } });
    await nodeRed.waitFor("prompt", 2);
    clean = await watch.search();

    const text = allLeaks(await watch.secrets());
    await nodeRed.inject("leak-in", { text });
    await nodeRed.waitFor("seen", 3);
    await nodeRed.admin("zoho/leak");
    await nodeRed.deploy(FLOWS.map((node) => (node === TAB ? { ...node, info: text } : node)));
    await nodeRed.inject("leak-in", { text });
    await nodeRed.waitFor("seen", 5);
    const vault = join(nodeRed.userDir, "zoho");
    await mkdir(vault, { recursive: true });
    await writeFile(join(vault, "planted.json"), text);
    await writeFile(join(nodeRed.userDir, "planted.txt"), text);
    await nodeRed.stop();
    report = await watch.search();
  });
  afterAll(() => world.close());

  test("is none before", () => {
    expect(clean.leaks).toEqual([]);
    for (const kind of KINDS) expect(clean.secrets[kind], kind).toBeGreaterThan(0);
  });

  test.each(CHANNELS)("is found in each form, whatever the secret: %s", (channel) => {
    const words = report.leaks.filter((leak) => leak.channel === channel).map(({ word }) => word);
    const missed = ALL_LABELS.filter((wanted) => !words.some((word) => word.startsWith(wanted)));
    expect(missed).toEqual([]);
  });

  test("is told without the secret itself", async () => {
    expect(JSON.stringify(report.leaks)).toContain("planted/plain/access-token:1000.<secret>.<secret>");
  });
});
