import { expect, it } from "vitest";
import { declaredPins } from "../../../nodes/zoho-client/declared-connections";
import { runningConfig } from "../../../nodes/zoho-client/running-config";

it("a name or org of a declared connection loses what an environment variable has around it, so that its rules hold", () => {
  const declared = {
    name: " acme\n",
    dataCenter: "",
    environment: "Sandbox",
    orgId: "700001\n",
    refreshToken: "",
    readOnly: true,
  } as const;
  expect(runningConfig({ connections: [declared] }).connections).toEqual([
    { ...declared, name: "acme", orgId: "700001" },
  ]);
});

it("a row that was written by hand may leave out what it does not declare", () => {
  const byHand = { name: "acme", readOnly: true } as never;
  const { connections } = runningConfig({ connections: [byHand] });
  expect(connections).toEqual([
    { name: "acme", dataCenter: "", environment: "", orgId: "", refreshToken: "", readOnly: true },
  ]);
  expect(declaredPins({ connections }, "acme")).toEqual({ level: "unknown" });
});
