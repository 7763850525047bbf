import { describe, expect, it } from "vitest";
import { parsePastedRedirect } from "../../../src/oauth/pasted-redirect";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { CANARY } from "../support/secrets";

const SERVER = "https%3A%2F%2Faccounts.zoho.eu";
const PASTED = `http://localhost:1880/zoho/callback?state=s-1_2&code=${CANARY.grantCode}&location=eu&accounts-server=${SERVER}&`;
const READ = {
  state: "s-1_2",
  code: CANARY.grantCode,
  location: "eu",
  accountsServer: "https://accounts.zoho.eu",
};

describe("the address that a person pastes", () => {
  it.each([
    ["as it is", PASTED],
    ["between spaces and line breaks", `\n  ${PASTED}\n`],
    ["in angle brackets", `<${PASTED}>`],
    ["in quotes", `"${PASTED}"`],
    ["in quotes and brackets", `("${PASTED}")`],
    ["broken by a mail program", PASTED.replace("&code", "&co\r\n  de").replace("location", "loca\ntion")],
    [
      "of another redirect URI: that is Zoho's to compare",
      PASTED.replace("http://localhost:1880", "https://x.example"),
    ],
    ["with a fragment", `${PASTED}#top`],
  ])("is read %s", (_what, text) => {
    expect(parsePastedRedirect(text)).toEqual(READ);
  });

  it("keeps what stands around addresses where it stands within one", () => {
    expect(parsePastedRedirect("http://x.example/cb?state=s(1)'2&code=c")).toEqual({
      state: "s(1)'2",
      code: "c",
    });
  });

  it("may have 8,000 characters", async () => {
    const filled = (length: number): string => PASTED.padEnd(length, "x");
    expect(parsePastedRedirect(filled(8_000))).toEqual(READ);
    await expectCode(() => parsePastedRedirect(filled(8_001)), "invalid_input");
  });

  it("may tell an error", () => {
    expect(parsePastedRedirect("https://x.example/cb?error=access_denied&state=s")).toEqual({
      error: "access_denied",
      state: "s",
    });
  });

  it("counts as without what stands in it twice", async () => {
    await expectCode(() => parsePastedRedirect(`${PASTED}&state=other`), "invalid_input");
    expect(parsePastedRedirect(`${PASTED}&location=us`)).not.toHaveProperty("location");
  });

  it.each([
    ["nothing", "", "The pasted address is missing"],
    ["nothing but white space", " \n\t", "missing"],
    ["no text", { href: PASTED }, "missing"],
    ["the code alone", CANARY.grantCode, "whole address"],
    ["a part of it", PASTED.slice(PASTED.indexOf("?")), "whole address"],
    ["an address of another kind", "mailto:https://x.example?state=s&code=c", "whole address"],
    ["a script", "javascript:alert(1)", "whole address"],
    ["a book", `http://x.example/${"x".repeat(9_000)}`, "far longer"],
    [
      "Zoho's own page",
      `https://accounts.zoho.eu/oauth/v2/auth?state=s&client_id=${CANARY.clientSecret}`,
      "accept there first",
    ],
    ["an address without state", `http://x.example/cb?code=${CANARY.grantCode}`, "state"],
    ["an address with neither code nor error", "http://x.example/cb?state=s", "neither"],
  ])("is none where it is %s, and the words say what it is", async (_what, pasted, words) => {
    const error = await expectCode(() => parsePastedRedirect(pasted), "invalid_input");
    expect(error.message).toContain(words);
    expectNoSecret(everythingIn(error), Object.values(CANARY));
  });
});
