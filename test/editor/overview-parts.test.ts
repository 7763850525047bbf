import { describe, expect, it } from "vitest";
import {
  clientGroups,
  connectionsOfNobody,
  healthNews,
  inNeed,
} from "../../nodes/shared/editor/sidebar/overview-parts";
import type { OverviewConnection } from "../../nodes/shared/overview/overview-api";

function connection(
  name: string,
  clients: readonly string[],
  state: OverviewConnection["state"] = "healthy",
): OverviewConnection {
  return { id: name, name, state, clients };
}

describe("the sidebar's view of connections", () => {
  const acme = connection("acme", ["one"]);
  const birch = connection("birch", ["one", "two"], "authorize_again");
  const lost = connection("lost", []);

  it("groups them by client, and shows clients that have none or wait for a Deploy", () => {
    const overview = { clients: ["one", "two", "bare"], connections: [acme, birch, lost] };
    expect(clientGroups(overview, ["one", "new"])).toEqual([
      { clients: ["one"], isDeployed: true, connections: [acme] },
      { clients: ["one", "two"], isDeployed: true, connections: [birch] },
      { clients: ["bare"], isDeployed: true, connections: [] },
      { clients: ["new"], isDeployed: false, connections: [] },
    ]);
    expect(connectionsOfNobody(overview)).toEqual([lost]);
    expect(inNeed(overview)).toBe(1);
  });

  it("takes for news only what was there and has another state", () => {
    const later = [acme, { ...birch, state: "healthy" as const }, connection("new", ["one"])];
    expect(healthNews(undefined, [acme, birch])).toEqual([]);
    expect(healthNews([acme, birch], [acme, birch])).toEqual([]);
    expect(healthNews([acme, birch], later).map(({ name }) => name)).toEqual(["birch"]);
  });
});
