import { join } from "node:path";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";
import { CLIENT_ID, CLIENT_SECRET, connectionName } from "../many-connections";

const LEADS = "Leads/upsert";

/**
 * Two lines of nodes from `<name>-in` to `<name>-out`: a `zoho-request` that keeps what it is given (`zoho`), and what people
 * build of Node-RED's own nodes (`core`). Besides, a `zoho-request` that reads for somebody who waits (`asks`).
 *
 * @param userDir where the file of the core nodes goes
 * @param url origin that the core nodes post to
 */
export function keepingFlows(userDir: string, url: string): readonly unknown[] {
  const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const client = { ...CLIENT_DEFAULTS, id: "its-client", type: "zoho-client", name: "bench", credentials };
  const place = { z: "tab", x: 0, y: 0 };
  const zoho = { ...place, ...REQUEST_DEFAULTS, type: "zoho-request", client: "its-client" };
  const connection = connectionName(0);
  const keeping = { ifUnreachable: "keep", keepRecords: 10_000_000, keepMegabytes: 10_000 };
  const pass = (id: string, ...next: readonly string[]): object => ({
    ...place,
    id,
    type: "anchor-pass",
    wires: [next],
  });
  return [
    { id: "tab", type: "tab", label: "bench" },
    client,
    pass("zoho-in", "zoho"),
    {
      ...zoho,
      ...keeping,
      id: "zoho",
      connection,
      method: "POST",
      path: LEADS,
      priority: "background",
      wires: [["zoho-out"]],
    },
    pass("zoho-out"),
    pass("asks-in", "asks"),
    { ...zoho, id: "asks", connection, path: "Leads/554023000000527002", wires: [["asks-out"]] },
    pass("asks-out"),
    pass("core-in", "core-hold"),
    ...coreQueue(place, join(userDir, "queue.jsonl"), url),
    pass("core-out"),
  ];
}

/** A request, and behind one that failed a file with a line of JSON for each reading. */
function coreQueue(place: object, filename: string, url: string): readonly object[] {
  const set = (to: string, from: string): object => ({ t: "set", p: to, pt: "msg", to: from, tot: "msg" });
  return [
    { ...place, id: "core-hold", type: "change", rules: [set("reading", "payload")], wires: [["core-post"]] },
    {
      ...place,
      id: "core-post",
      type: "http request",
      method: "POST",
      ret: "obj",
      paytoqs: "ignore",
      url: `${url}/crm/v8/${LEADS}`,
      headers: [],
      wires: [["core-failed"]],
    },
    {
      ...place,
      id: "core-failed",
      type: "switch",
      property: "statusCode",
      propertyType: "msg",
      rules: [{ t: "btwn", v: "200", vt: "num", v2: "299", v2t: "num" }, { t: "else" }],
      checkall: "false",
      outputs: 2,
      wires: [[], ["core-back"]],
    },
    { ...place, id: "core-back", type: "change", rules: [set("payload", "reading")], wires: [["core-json"]] },
    { ...place, id: "core-json", type: "json", property: "payload", action: "str", wires: [["core-file"]] },
    {
      ...place,
      id: "core-file",
      type: "file",
      filename,
      filenameType: "str",
      appendNewline: true,
      overwriteFile: "false",
      wires: [["core-out"]],
    },
  ];
}
