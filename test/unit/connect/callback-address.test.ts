import { describe, expect, it } from "vitest";
import { defaultRedirectUri } from "../../../nodes/shared/callback-address";

const address = (settings: object, server: "admin" | "node" = "admin"): string =>
  defaultRedirectUri({ settings: { uiPort: 1880, ...settings } as never }, server);

describe("the redirect URI where none is entered", () => {
  it.each([
    [{}, "admin", "http://127.0.0.1:1880/zoho/callback"],
    [{ httpAdminRoot: "/red/" }, "admin", "http://127.0.0.1:1880/red/zoho/callback"],
    [{ httpAdminRoot: "/red", httpNodeRoot: "/api" }, "node", "http://127.0.0.1:1880/api/zoho/callback"],
    [{ https: {}, uiHost: "gateway.local" }, "admin", "https://gateway.local:1880/zoho/callback"],
    // Without an editor the callback is on the server of http-in nodes, and the other way round.
    [{ httpAdminRoot: false, httpNodeRoot: "/api/" }, "admin", "http://127.0.0.1:1880/api/zoho/callback"],
    [{ httpAdminRoot: "/red", httpNodeRoot: false }, "node", "http://127.0.0.1:1880/red/zoho/callback"],
  ] as const)("with %o and the callback on '%s' it is %s", (settings, server, expected) => {
    expect(address(settings, server)).toBe(expected);
  });

  it("can't be made up where nothing is served", () => {
    expect(() => address({ httpAdminRoot: false, httpNodeRoot: false })).toThrow(/serves no HTTP/);
  });
});
