import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { isAllowed } from "./allowed-places";
import type { Secret } from "./secret";
import { SecretSearch } from "./secret-search";

const TOKEN: Secret = {
  kind: "access token",
  value: `1000.${"e5".repeat(16)}.${"f6".repeat(16)}`,
  as: "text",
};
/** With digits that base64 and base64url write differently, and that URLs escape. */
const TYPED: Secret = { kind: "client secret", value: "p?ss>wörd~~~ÿÿÿ/and+more=stuff", as: "text" };
const KEY: Secret = { kind: "data key", value: randomBytes(32).toString("hex"), as: "bytes" };

const search = new SecretSearch([TOKEN, TYPED, KEY]);

function kindsIn(text: string): readonly string[] {
  return search.in(text).map(({ secret }) => secret.kind);
}

describe("the search for secrets", () => {
  const keyBytes = Buffer.from(KEY.value, "hex");
  test.each([
    ["in a sentence", `Bearer ${TOKEN.value}, they said`, TOKEN],
    ["half of a token", `…${"f6".repeat(16)}`, TOKEN],
    ["the other half", `1000.${"e5".repeat(16)}`, TOKEN],
    ["in a query", `https://example.com/?a=1&token=${TOKEN.value}#x`, TOKEN],
    ["as a header of basic authentication", btoa(`1000.ABC:${TOKEN.value}`), TOKEN],
    ["in base64 of JSON", btoa(JSON.stringify({ token: TOKEN.value })), TOKEN],
    ["in base64 of JSON, moved by one", btoa(JSON.stringify({ tokens: TOKEN.value })), TOKEN],
    ["in base64 of JSON, moved by two", btoa(JSON.stringify({ tokens_: TOKEN.value })), TOKEN],
    ["in hexadecimal digits", Buffer.from(TOKEN.value).toString("hex"), TOKEN],
    ["typed", `secret: ${TYPED.value}`, TYPED],
    ["typed, URL-encoded", `client_secret=${encodeURIComponent(TYPED.value)}`, TYPED],
    ["typed, base64", Buffer.from(TYPED.value).toString("base64"), TYPED],
    ["typed, base64url", Buffer.from(TYPED.value).toString("base64url"), TYPED],
    ["typed, base64 in a URL", encodeURIComponent(Buffer.from(`:${TYPED.value}`).toString("base64")), TYPED],
    ["a key in base64", keyBytes.toString("base64"), KEY],
    ["a key in base64url", keyBytes.toString("base64url"), KEY],
    ["a key in hexadecimal digits", keyBytes.toString("hex").toUpperCase(), KEY],
    ["a key as Node.js shows it", inspect(keyBytes), KEY],
    ["a key as JSON", JSON.stringify(keyBytes), KEY],
    ["a key byte for byte", `\0\x01${keyBytes.toString("latin1")}\xff`, KEY],
  ])("finds one %s", (_where, text, secret) => {
    expect(kindsIn(text)).toEqual([secret.kind]);
  });

  test("finds nothing where there is nothing", () => {
    const others = Array.from({ length: 200 }, () => randomBytes(32));
    const text = others.map((bytes) => `${bytes.toString("hex")} ${bytes.toString("base64")}`).join("\n");
    expect(kindsIn(`${text} 1000.${"e4".repeat(16)}.${"f7".repeat(16)} …${"f6".repeat(3)}`)).toEqual([]);
  });

  test("says where it stands without saying it", () => {
    expect(search.in(`GET /x?token=${TOKEN.value}&b=2 HTTP/1.1`)).toEqual([
      { secret: TOKEN, word: "/x?token=1000.<secret>.<secret>&b=2" },
    ]);
  });

  test("looks through megabytes in the time that a test file can spare", () => {
    const line = `undici: sending request to GET https://www.zohoapis.com/crm/v8/Leads?page=`;
    const text = Array.from({ length: 100_000 }, (_, index) => `${line}${index}`).join("\n");
    const start = process.cpuUsage();
    expect(search.in(`${text} ${TOKEN.value}`)).toHaveLength(1);
    const { user } = process.cpuUsage(start);
    expect(user / 1_000).toBeLessThan(20_000);
  });
});

describe("a secret may stand", () => {
  const page = "https://accounts.zoho.com/oauth/v2/auth?client_id=1000.A&state=<secret>&access_type=offline";

  test("where it has to, and nowhere beside that", () => {
    expect(isAllowed("state", "message", "message.1", page)).toBe(true);
    expect(isAllowed("state", "answer", "answer.1", page)).toBe(true);
    expect(isAllowed("state", "message", "message.1", `${page}&nonce=<secret>`)).toBe(false);
    expect(isAllowed("state", "message", "message.1", page.replace("state=", "scope="))).toBe(false);
    expect(isAllowed("state", "message", "message.1", "https://gateway/zoho/callback?state=<secret>")).toBe(
      false,
    );
  });

  test("nowhere else: not in a log, and no other kind", () => {
    expect(isAllowed("state", "log", "Node-RED", page)).toBe(false);
    expect(isAllowed("code verifier", "message", "message.1", page)).toBe(false);
    expect(isAllowed("vault key", "vault", "zoho/vault.key", "<secret>")).toBe(true);
    expect(isAllowed("vault key", "vault", "zoho/grant/a.json", "<secret>")).toBe(false);
    expect(isAllowed("data key", "vault", "zoho/vault.key", "<secret>")).toBe(false);
  });
});
