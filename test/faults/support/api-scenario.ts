import type { Draw } from "./draw";
import type { WireFault } from "./fault-proxy";
import type { Scenario } from "./scenario";

/** What a scenario of the API has to say. */
export type Given = Omit<Scenario, "tokenCalls"> & Partial<Pick<Scenario, "tokenCalls">>;

/** The token is there and lives, and none is asked for. */
export function scenario(given: Given): Scenario {
  return { tokenCalls: 0, ...given };
}

/** A call that does harm when it is carried out twice. */
export const CREATE = {
  method: "POST",
  path: "Leads",
  query: [],
  payload: { Last_Name: "Boyle", Company: "Boyle & Daughters" },
} as const satisfies Scenario["asks"];

/** A call that is tried again as long as it fails for a passing reason. */
export const TRIES = 3;

/** Something is wrong with the sockets of the first exchange. */
export function onTheWire(
  name: string,
  ends: Scenario["ends"],
  fault: (draw: Draw) => WireFault,
  rest: Partial<Given> = {},
): Scenario {
  return scenario({
    name,
    ends,
    // What fails once is tried again.
    apiCalls: (messages) => messages + 1,
    arrange: (stage, draw) => {
      const chosen = fault(draw);
      if (chosen.kind === "blackhole") stage.beImpatient();
      stage.proxy.add("api", chosen);
    },
    ...rest,
  });
}

/** An answer of HTTP in bytes. */
export function httpAnswer(headers: readonly string[], body: Buffer): readonly Buffer[] {
  const head = ["HTTP/1.1 200 OK", `Content-Length: ${body.length}`, ...headers, "", ""].join("\r\n");
  return [Buffer.from(head), body];
}

/** JSON without an end. */
export function* endlessJson(megabytes: number): Generator<Buffer> {
  yield Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[");
  const piece = Buffer.alloc(1_000_000, "1,");
  for (let count = 0; count < megabytes; count++) yield piece;
}

export const JSON_TYPE = "Content-Type: application/json;charset=UTF-8";
