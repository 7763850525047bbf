import { expect } from "vitest";
import { NOON } from "../../emulator/support/running";
import type { Draw } from "../support/draw";
import type { WireFault } from "../support/fault-proxy";
import type { Ending, Scenario } from "../support/scenario";
import type { Stage } from "../support/stage";
import { startTlsServer } from "../support/tls-server";

/** All messages wait for one token, so that one request fails for all. */
interface TokenTrouble extends Pick<Scenario, "messages" | "after"> {
  readonly name: string;
  readonly ends: Ending;
  readonly tokenCalls?: Scenario["tokenCalls"];
  /** Calls of the API; one for each message where all is well, else none. */
  readonly apiCalls?: Scenario["apiCalls"];
  readonly arrange: (stage: Stage, draw: Draw) => Promise<void> | void;
}

function scenario({ arrange, ends, ...rest }: TokenTrouble): Scenario {
  return {
    tokenCalls: 1,
    apiCalls: ends === "ok" ? (messages) => messages : 0,
    ...rest,
    ends,
    arrange: async (stage, draw) => {
      await stage.loseToken();
      await arrange(stage, draw);
    },
  };
}

/** The emulator answers so. */
function answered(
  name: string,
  ends: Ending,
  fault: { readonly status?: number; readonly body: unknown; readonly headers?: object },
): Scenario {
  return scenario({
    name,
    ends,
    arrange: (stage) => stage.fault("token", { fault: "status", status: 200, times: null, ...fault }),
  });
}

/** Zoho's token, told in another way. */
function told(
  name: string,
  change: (answer: Record<string, unknown>, draw: Draw) => Record<string, unknown>,
): Scenario {
  return scenario({
    name,
    ends: "ok",
    arrange: (stage, draw) => {
      stage.tamper = (answer) => change(answer, draw);
    },
  });
}

function onTheWire(name: string, ends: Ending, fault: (draw: Draw) => WireFault): Scenario {
  return scenario({
    name,
    ends,
    arrange: (stage, draw) => {
      const chosen = fault(draw);
      if (chosen.kind === "blackhole") stage.beImpatient();
      stage.proxy.add("token", chosen);
    },
  });
}

const THROTTLED = "You have made too many requests continuously. Please try again after some time.";

export const TOKEN_ENDPOINT: readonly Scenario[] = [
  scenario({
    name: "token: the grant was revoked",
    ends: "expired_token/grant_revoked",
    arrange: async (stage) => {
      await stage.control("POST", "actions", { action: "revokeGrants" });
    },
  }),
  answered("token: 200 with invalid_client", "rejected/invalid_client", {
    body: { error: "invalid_client" },
  }),
  answered("token: 200 with invalid_client_secret", "rejected/invalid_client_secret", {
    body: { error: "invalid_client_secret" },
  }),
  answered("token: 200 with an error that nobody knows", "rejected/token_refused", {
    body: { error: "teapot" },
  }),
  scenario({
    name: "token: throttled",
    ends: "rate_limited/token_throttled",
    arrange: (stage) => stage.fault("token", { fault: "throttle", times: null }),
    after: (_stage, ends) => {
      for (const { errors } of ends) expect(Date.parse(errors[0]?.retryAt ?? "")).toBeGreaterThan(NOON);
    },
  }),
  answered("token: throttled in another language", "rate_limited/token_throttled", {
    status: 400,
    body: { error_description: "リクエストが多すぎます。", error: "Access Denied", status: "failure" },
  }),
  answered("token: throttled with 429", "rate_limited/token_throttled", {
    status: 429,
    body: { error_description: THROTTLED, error: "Access Denied", status: "failure" },
  }),
  answered("token: 500", "unreachable/server_error", { status: 500, body: "" }),
  scenario({
    name: "token: a gateway's page",
    ends: "unreachable/server_error",
    arrange: (stage) => stage.fault("token", { fault: "html", times: null }),
  }),
  answered("token: an empty answer", "unreachable/not_zoho", { body: "" }),
  answered("token: JSON that is cut off", "unreachable/not_zoho", { body: '{"access_token":"1000.' }),
  answered("token: 307 to another host", "unreachable/not_zoho", {
    status: 307,
    body: "",
    headers: { Location: "https://accounts.zoho.com.evil.example/oauth/v2/token" },
  }),
  scenario({
    name: "token: announced as another type",
    ends: "ok",
    arrange: (stage) => {
      stage.tamperHeaders = { "content-type": "text/html;charset=UTF-8" };
    },
  }),
  told("token: no expires_in", ({ expires_in: _, ...answer }) => answer),
  told("token: expires_in 0", (answer) => ({ ...answer, expires_in: 0 })),
  told("token: a negative expires_in", (answer, draw) => ({ ...answer, expires_in: -1 - draw(100_000) })),
  told("token: expires_in as text", (answer) => ({ ...answer, expires_in: "3600" })),
  told("token: expires_in in milliseconds", (answer) => ({ ...answer, expires_in: 3_600_000 })),
  told("token: a huge expires_in", (answer) => ({ ...answer, expires_in: Number.MAX_SAFE_INTEGER })),
  told("token: a foreign api_domain", (answer) => ({ ...answer, api_domain: "https://evil.example" })),
  told("token: no api_domain", ({ api_domain: _, ...answer }) => answer),
  told("token: another refresh token comes along", (answer, draw) => ({
    ...answer,
    refresh_token: `1000.${String(draw(1_000_000)).padStart(32, "0")}.${"ab".repeat(16)}`,
  })),
  onTheWire("token: no answer for a long time", "unreachable/timeout", () => ({
    kind: "blackhole",
    afterBytes: 0,
  })),
  onTheWire("token: the body stops coming", "unreachable/timeout", (draw) => ({
    kind: "blackhole",
    afterBytes: 20 + draw(200),
  })),
  onTheWire("token: RST before the headers", "unreachable/network", () => ({ kind: "reset", afterBytes: 0 })),
  onTheWire("token: RST in the middle", "unreachable/network", (draw) => ({
    kind: "reset",
    afterBytes: 20 + draw(200),
  })),
  onTheWire("token: the socket ends in the middle", "unreachable/network", (draw) => ({
    kind: "end",
    afterBytes: 20 + draw(200),
  })),
  onTheWire("token: one byte after the other", "ok", () => ({ kind: "slices", bytes: 1, everyMs: 0 })),
  onTheWire("token: a slow answer", "ok", (draw) => ({ kind: "delay", ms: 50 + draw(200) })),
  scenario({
    name: "token: a host that no name server knows",
    ends: "unreachable/network",
    arrange: (stage) => {
      stage.throughNetwork((url) => new URL(`http://zoho.invalid/${url.host}${url.pathname}${url.search}`));
    },
  }),
  scenario({
    name: "token: a certificate that nobody vouches for",
    ends: "unreachable/tls",
    arrange: (stage) => {
      stage.throughUntrusted();
    },
  }),
  scenario({
    name: "token: a certificate for another host",
    ends: "unreachable/tls",
    arrange: async (stage) => {
      stage.throughTls(await startTlsServer("another host"));
    },
  }),
  scenario({
    name: "token: a certificate that has run out",
    ends: "unreachable/tls",
    arrange: async (stage) => {
      stage.throughTls(await startTlsServer("run out"));
    },
  }),
];
