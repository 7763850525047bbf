import { describe, expect, it } from "vitest";
import { type DeployedClient, DeployedClients } from "../../../nodes/shared/deployed-clients";

function client(
  dataCenter: DeployedClient["dataCenter"],
  clientSecret: string,
  more: Partial<DeployedClient> = {},
): DeployedClient {
  return {
    realm: "zoho",
    clientId: "1000.A",
    clientSecret,
    dataCenterSecrets: {},
    dataCenter,
    declaredDataCenters: [],
    readOnly: [],
    ...more,
  };
}

describe("the secrets of deployed clients", () => {
  it.each([
    ["us", "eu"],
    ["eu", "us"],
  ] as const)("go only to their data center, deployed in the order %s, %s", (...order) => {
    const clients = new DeployedClients();
    for (const dataCenter of order) clients.add(dataCenter, client(dataCenter, `secret of ${dataCenter}`));
    expect(clients.secretOf("zoho", "1000.A", "us")).toBe("secret of us");
    expect(clients.secretOf("zoho", "1000.A", "eu")).toBe("secret of eu");
    expect(clients.secretOf("zoho", "1000.A", "in")).toBeUndefined();
    expect(clients.secretOf("emulator", "1000.A", "us")).toBeUndefined();
    expect(clients.secretOf("zoho", "1000.B", "us")).toBeUndefined();
  });

  it("serve the data centers of declared connections, unless a node has that one for its own", () => {
    const clients = new DeployedClients();
    clients.add("one", client("us", "secret of us", { declaredDataCenters: ["us", "eu"] }));
    expect(clients.secretOf("zoho", "1000.A", "eu")).toBe("secret of us");
    clients.add("two", client("eu", "secret of eu"));
    clients.add("one", client("us", "secret of us", { declaredDataCenters: ["us", "eu"] }));
    expect(clients.secretOf("zoho", "1000.A", "eu")).toBe("secret of eu");
  });

  it("may be one for each data center, which comes before the one for all", () => {
    const clients = new DeployedClients();
    const dataCenterSecrets = { eu: "secret of eu only" };
    clients.add(
      "one",
      client("us", "secret of us", { dataCenterSecrets, declaredDataCenters: ["us", "eu"] }),
    );
    clients.add("two", client("eu", "secret for all"));
    expect(clients.secretOf("zoho", "1000.A", "eu")).toBe("secret of eu only");
    expect(clients.secretOf("zoho", "1000.A", "us")).toBe("secret of us");
  });

  it("are those of the newest of two nodes, and go with their node", () => {
    const clients = new DeployedClients();
    clients.add("one", client("us", "old"));
    clients.add("two", client("us", "new"));
    expect(clients.secretOf("zoho", "1000.A", "us")).toBe("new");
    clients.remove("two");
    expect(clients.secretOf("zoho", "1000.A", "us")).toBe("old");
  });
});

describe("a connection that may only read", () => {
  it("may only read whichever node with its client is used, as long as one says so", () => {
    const clients = new DeployedClients();
    const acme = { realm: "zoho", clientId: "1000.A", name: "acme" } as const;
    clients.add("one", client("us", "secret", { readOnly: ["acme"] }));
    clients.add("two", client("us", "secret"));
    expect(clients.isReadOnly(acme)).toBe(true);
    expect(clients.isReadOnly({ ...acme, name: "acme-test" })).toBe(false);
    expect(clients.isReadOnly({ ...acme, clientId: "1000.B" })).toBe(false);
    expect(clients.isReadOnly({ ...acme, realm: "emulator" })).toBe(false);
    clients.remove("one");
    expect(clients.isReadOnly(acme)).toBe(false);
  });
});
