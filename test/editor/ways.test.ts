import { describe, expect, it } from "vitest";
import { CONSOLE_CLIENTS, isWay, wayOf, WAYS_TO_CONNECT } from "../../nodes/shared/editor/client/ways";
import { CLIENT_TYPES as CONSOLE_TYPES } from "../../src/emulator/people/client-types";
import { CLIENT_TYPES } from "../../nodes/zoho-client/config";

describe("how people connect", () => {
  it("has a way for every client type", () => {
    const types = WAYS_TO_CONNECT.map((way) => CONSOLE_CLIENTS[way].clientType);
    expect([...new Set(types)].toSorted()).toEqual(CLIENT_TYPES.toSorted());
  });

  it.each(WAYS_TO_CONNECT)("%s names its client type as the API console does", (way) => {
    const { clientType, consoleType } = CONSOLE_CLIENTS[way];
    expect(consoleType).toBe(CONSOLE_TYPES[clientType].name);
  });

  it.each([
    ["server", false, "browser"],
    ["server", true, "browser"],
    ["device", false, "device"],
    ["self", false, "selfClient"],
    ["self", true, "clientCredentials"],
    ["${CLIENT_TYPE}", true, undefined],
    ["", false, undefined],
  ])("is told from the stored '%s' and a flow with client credentials (%s): %s", (stored, flows, way) => {
    expect(wayOf(stored, () => flows)).toBe(way);
  });

  it("is one of the answers on offer", () => {
    expect(isWay("device")).toBe(true);
    expect(isWay("server")).toBe(false);
  });
});
