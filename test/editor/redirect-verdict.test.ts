import { describe, expect, it } from "vitest";
import {
  type ProbeAnswer,
  verdictBefore,
  verdictOf,
} from "../../nodes/shared/editor/client/redirect-verdict";

const HERE = { hostname: "gateway.example" };
const URI = "https://gateway.example/zoho/callback";

describe("what is said about a redirect URI", () => {
  it.each([
    ["http://example.com/zoho/callback", "publicHttp"],
    ["ftp://gateway.example/zoho/callback", "noUrl"],
    ["https://me:secret@gateway.example/zoho/callback", "noUrl"],
    ["https://gateway.example/zoho/callback#part", "noUrl"],
    ["zoho/callback", "noUrl"],
  ])("without trying: %s is %s", (uri, key) => {
    expect(verdictBefore(uri, undefined)).toMatchObject({ kind: "error", key });
  });

  it.each([URI, "http://127.0.0.1:1880/zoho/callback", "http://192.168.1.5/zoho/callback"])(
    "%s is tried",
    (uri) => {
      expect(verdictBefore(uri, undefined)).toBeUndefined();
    },
  );

  it("an http in node of one's own is not tried: its flow would run", () => {
    expect(verdictBefore(URI, "My callback")).toEqual({
      kind: "success",
      key: "ownNode",
      values: { node: "My callback" },
    });
  });

  const READ = (status: number, redirected = false): ProbeAnswer => ({ kind: "read", status, redirected });

  it.each([
    ["gateway.example", "success", "arrives"],
    ["localhost", "success", "arrivesHere"],
    ["127.0.0.1", "success", "arrivesHere"],
  ])("it arrives, and the editor is open at the same host %s: %s, %s", (host, kind, key) => {
    const uri = `https://${host}/zoho/callback`;
    expect(verdictOf(uri, true, READ(204), { hostname: host })).toMatchObject({ kind, key });
  });

  it("it arrives under another host than the editor's, where the cookie of Connect does not come along", () => {
    expect(verdictOf("https://other.example/cb", true, { kind: "unreadable" }, HERE)).toMatchObject({
      kind: "error",
      key: "arrivesElsewhere",
      values: { host: "other.example", here: "gateway.example" },
    });
  });

  it.each([
    [READ(404), "wrongPath"],
    [READ(401), "login"],
    [READ(403), "login"],
    [READ(200, true), "login"],
    [READ(502), "proxy"],
    [READ(504), "proxy"],
    [READ(200), "otherAnswer"],
    [READ(400), "otherAnswer"],
    [{ kind: "unreadable" }, "unreadable"],
    [{ kind: "silent" }, "silent"],
    [{ kind: "blocked" }, "blocked"],
  ] as const satisfies readonly (readonly [ProbeAnswer, string])[])(
    "it does not arrive, and %j came: %s",
    (answer, key) => {
      expect(verdictOf(URI, false, answer, HERE)).toMatchObject({ kind: "error", key });
    },
  );

  it("what a person may see better than a page is offered to be opened by hand", () => {
    const answers: readonly ProbeAnswer[] = [
      { kind: "silent" },
      { kind: "blocked" },
      { kind: "unreadable" },
      READ(401),
      READ(200),
      READ(404),
      READ(502),
    ];
    const offered = answers.map((answer) => verdictOf(URI, false, answer, HERE).byHand === true);
    expect(offered).toEqual([true, true, true, true, true, false, false]);
  });
});
