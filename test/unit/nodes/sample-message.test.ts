import { expect, test } from "vitest";
import { sampleWith, takenFromMessage } from "../../../nodes/shared/editor/request/sample-message";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";

test("what a call takes from a message is found in path, rows and typed fields, each once", () => {
  const call = {
    ...REQUEST_DEFAULTS,
    method: "PUT" as const,
    path: "Leads/{{msg.payload.id}}/{{ flow.x }}{{env.Y}}",
    connection: "account",
    connectionType: "msg" as const,
    query: [
      { name: "a", value: "({{payload.id}}:{{topic}})", type: "str" as const },
      { name: "b", value: "parts[0].name", type: "msg" as const },
      { name: "c", value: "kept", type: "flow" as const },
    ],
  };
  expect(takenFromMessage(call)).toEqual(["payload.id", "account", "topic", "parts[0].name", "payload"]);
  expect(takenFromMessage({ ...call, method: "GET" })).not.toContain("payload");
  expect(takenFromMessage({ ...REQUEST_DEFAULTS, path: "Leads" })).toEqual([]);
  expect(takenFromMessage(REQUEST_DEFAULTS)).toEqual(["zoho.path"]);
});

test("a sample has a place for each of them, in whatever order they come", () => {
  expect(sampleWith(["payload.id", "payload", "topic", "parts[0].name"])).toEqual({
    payload: { id: "" },
    topic: "",
  });
  expect(sampleWith(["payload", "payload.a.b"])).toEqual({ payload: { a: { b: "" } } });
  sampleWith(["__proto__.polluted", "constructor.prototype.polluted"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
