import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainRequest } from "./support/plain-request";
import { startWorld, type World } from "./support/world";
import { client, TAB } from "./support/zoho-flow";

const ROOT = "/";

/** Anonymous people may read: a rebound page could be one of them. */
const ANYBODY = { adminAuth: { type: "credentials", users: [], default: { permissions: "read" } } };

describe.each(["4.1", "5"] as const)("The names of an open editor on Node-RED %s", (version) => {
  let world: World;
  beforeAll(async () => {
    const redirectUri = "https://Proxied.Example/zoho/callback";
    const settings = { ...ANYBODY, zohoClientEditorHosts: ["Named.example"] };
    world = await startWorld({ version, settings, flows: [TAB, client("client", { redirectUri })] });
  });
  afterAll(() => world.close());

  async function statusAt(headers: Readonly<Record<string, string>>): Promise<number> {
    const request = { method: "GET", path: `${ROOT}zoho/outbox`, headers };
    return (await plainRequest(world.nodeRed.url, request)).status;
  }

  test.each([
    ["localhost", "localhost:1880"],
    ["an address of IPv4", "192.168.7.20:1880"],
    ["an address of IPv6", "[fe80::1]:1880"],
    ["a name without a dot", "gateway:1880"],
    ["the name of this machine", `${hostname()}:1880`],
    ["a name by mDNS", "raspberrypi.local:1880"],
    ["a name of the home network", "gateway.home.arpa"],
    ["what settings.js names", "named.EXAMPLE:1880"],
    ["the host of a client's redirect URI", "proxied.example:1880"],
  ])("%s is let through", async (_what, host) => {
    expect(await statusAt({ host })).toBe(200);
  });

  test.each([
    ["a name that nobody has named", "evil.example:1880"],
    ["a name below one of ours", "evil.named.example:1880"],
    ["a name that ends like one of ours", "evil-named.example:1880"],
    ["a public name that begins as a private one", "raspberrypi.local.evil.example:1880"],
    ["what only looks like an address", "127.0.0.1.evil.example:1880"],
    ["a name and a password", "localhost@evil.example:1880"],
  ])("%s is not", async (_what, host) => {
    expect(await statusAt({ host })).toBe(403);
    expect(await statusAt({ host, origin: `http://${host}` })).toBe(403);
    expect(await statusAt({ host, "x-forwarded-proto": "https", "x-forwarded-host": "localhost" })).toBe(403);
  });

  test.each([
    ["by https, whose certificate no rebound page has", { origin: "https://public.example" }],
    ["where the browser itself says that it is ours", { "sec-fetch-site": "same-origin" }],
  ])("every name is let through %s", async (_what, headers) => {
    expect(await statusAt({ host: "public.example", ...headers })).toBe(200);
  });

  test("the refusal says what to do", async () => {
    const request = { method: "GET", path: `${ROOT}zoho/outbox`, headers: { host: "evil.example" } };
    const { text } = await plainRequest(world.nodeRed.url, request);
    expect(JSON.parse(text)).toEqual({
      cause: {
        reason: expect.stringContaining("does not know the name") as string,
        remedy: expect.stringContaining("zohoClientEditorHosts") as string,
      },
    });
  });
});
