import { AUTHORIZE_DEFAULTS, type AuthorizeConfig } from "../../../nodes/zoho-authorize/config";
import { CHANGES_DEFAULTS, type ChangesConfig } from "../../../nodes/zoho-changes/config";
import {
  CLIENT_DEFAULTS,
  type ClientConfig,
  type DeclaredConnection,
} from "../../../nodes/zoho-client/config";
import { REFRESH_DEFAULTS, type RefreshConfig } from "../../../nodes/zoho-refresh/config";
import { REQUEST_DEFAULTS, type RequestConfig } from "../../../nodes/zoho-request/config";
import { ERROR_CLASSES } from "../../../src/errors/classes";
import type { Environment } from "../../../src/zoho/environments";
import type { FlowNode } from "../../support/flow";

/** Flow nodes with the defaults of the editor, for tests that care about a few properties. */

export const TAB: FlowNode = { id: "tab", type: "tab", label: "test" };

/** A client in the emulator's realm; its declared connections are consented to by the emulator. */
export function client(
  id: string,
  properties: Partial<ClientConfig> & { credentials?: object } = {},
): FlowNode {
  return { id, type: "zoho-client", ...CLIENT_DEFAULTS, realm: "emulator", ...properties };
}

export function declared(name: string, environment: Environment | "" = "Production"): DeclaredConnection {
  return { name, dataCenter: "us", environment, orgId: "", refreshToken: "" };
}

export function request(id: string, properties: Partial<RequestConfig>, wires: string[][]): FlowNode {
  const outputs = properties.errors === "output" ? 2 : 1;
  return {
    id,
    type: "zoho-request",
    z: "tab",
    ...REQUEST_DEFAULTS,
    client: "client",
    outputs,
    ...properties,
    wires,
  };
}

export function refresh(id: string, properties: Partial<RefreshConfig>, wires: string[][]): FlowNode {
  return { id, type: "zoho-refresh", z: "tab", ...REFRESH_DEFAULTS, client: "client", ...properties, wires };
}

/** Polls by itself once soon after its start and then once a day: tests ask for polls. */
export function changes(id: string, properties: Partial<ChangesConfig>, wires: string[][]): FlowNode {
  const outputs = properties.errors === "output" ? 2 : 1;
  const rarely = { interval: 24, intervalUnit: "hours" };
  return {
    id,
    type: "zoho-changes",
    z: "tab",
    ...CHANGES_DEFAULTS,
    ...rarely,
    client: "client",
    outputs,
    ...properties,
    wires,
  };
}

export function authorize(id: string, properties: Partial<AuthorizeConfig>, wires: string[][]): FlowNode {
  const outputs = properties.errors === "output" ? 3 : 2;
  return {
    id,
    type: "zoho-authorize",
    z: "tab",
    ...AUTHORIZE_DEFAULTS,
    client: "client",
    outputs,
    ...properties,
    wires,
  };
}

export function probeIn(id: string, ...next: string[]): FlowNode {
  return { id, type: "probe-in", z: "tab", wires: [next] };
}

export function probeOut(id: string): FlowNode {
  return { id, type: "probe-out", z: "tab" };
}

export function catcher(id: string, scope: string[], next: string): FlowNode {
  return { id, type: "catch", z: "tab", scope, uncaught: false, wires: [[next]] };
}

/** An error switch with a probe `<id>-<class>` behind each output. */
export function errorSwitch(id: string): FlowNode[] {
  const probes = ERROR_CLASSES.map((name) => `${id}-${name}`);
  return [
    { id, type: "zoho-error", z: "tab", version: 1, wires: probes.map((probe) => [probe]) },
    ...probes.map(probeOut),
  ];
}
