import { catcher, client, declared, probeIn, probeOut, refresh, request, TAB } from "./zoho-flow";

/** The client that all nodes of `OVERVIEW_FLOWS` use. */
export const OVERVIEW_CLIENT = client("client", {
  name: "Acme's client",
  connections: [declared("acme"), declared("acme-sandbox", "Sandbox")],
});

const NODES = [
  TAB,
  probeIn("in", "call"),
  request("call", { name: "read leads", connection: "acme", method: "", path: "" }, [["out"]]),
  probeIn("force-in", "force"),
  refresh("force", { connection: "", mode: "force" }, [["out"]]),
  probeIn("keep-in", "keeping"),
  request(
    "keeping",
    { name: "keep leads", connection: "acme", method: "POST", path: "Leads/upsert", ifUnreachable: "keep" },
    [["out"]],
  ),
  catcher("catch", ["call", "force"], "failed"),
  probeOut("out"),
  probeOut("failed"),
];

/** Something of everything that the overview shows. */
export const OVERVIEW_FLOWS = [OVERVIEW_CLIENT, ...NODES];

/** The same without the client, and another one in its place: its connections belong to nobody. */
export const FLOWS_WITHOUT_CLIENT = [client("other", { clientType: "self" }), ...NODES];

/** What Zoho Accounts answers who has asked for too many tokens, as a fault of the emulator. */
export const TOKENS_THROTTLED = {
  match: { path: "/oauth/v2/token" },
  fault: "status",
  status: 400,
  body: JSON.stringify({
    error: "Access Denied",
    error_description: "You have made too many requests continuously. Please try again after some time.",
    status: "failure",
  }),
  times: 1,
};

/** A flow beside the other. */
export const OTHER_TAB = { ...TAB, id: "other-tab", label: "other" };

/** Nothing of CRM answers. */
export const CRM_DOWN = { match: { path: "/crm" }, fault: "reset", times: null };
