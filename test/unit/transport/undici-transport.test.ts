import { Dispatcher } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { accountsUrl } from "../../../src/transport/destination";
import { explainFailure } from "../../../src/transport/explain-failure";
import { emulatorBase, throughEmulator } from "../../../src/transport/emulator-route";
import { TransportError } from "../../../src/transport/transport";
import { undiciTransport } from "../../../src/transport/undici-transport";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { closeServers, toServer } from "../support/http-server";
import { CANARY } from "../support/secrets";

const URL_OF_TOKENS = accountsUrl("eu", "/oauth/v2/token");
afterEach(closeServers);

/** Fails every request as the operating system or undici would, before or after it began to be written. */
class Broken extends Dispatcher {
  asked: Dispatcher.DispatchOptions | undefined;
  private readonly error: Error;

  constructor(
    facts: object,
    private readonly when: "before it began" | "after it began" = "after it began",
  ) {
    super();
    this.error = Object.assign(new Error("broken"), facts);
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.asked = options;
    const controller = { abort: () => undefined } as unknown as Dispatcher.DispatchController;
    if (this.when === "after it began") handler.onRequestStart?.(controller, {});
    handler.onResponseError?.(controller, this.error);
    return true;
  }
}

async function failureOf(work: Promise<unknown>): Promise<TransportError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
  throw new Error("it should have failed");
}

describe("an exchange", () => {
  it("sends what it is given and reads the whole answer", async () => {
    const send = await toServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        response.setHeader("set-cookie", ["a=1", "b=2"]);
        response.setHeader("X-API-CREDITS-REMAINING", "7");
        response.statusCode = 207;
        response.end(`${request.method ?? ""} ${request.url ?? ""} ${Buffer.concat(chunks).toString()}`);
      });
    });
    const answer = await send({ method: "POST", url: URL_OF_TOKENS, headers: { "x-a": "b" }, body: "c=d" });
    expect(answer.status).toBe(207);
    expect(answer.body.toString()).toBe("POST /accounts.zoho.eu/oauth/v2/token c=d");
    expect(answer.headers).toMatchObject({ "x-api-credits-remaining": "7", "set-cookie": "a=1, b=2" });
  });

  it("follows no redirect", async () => {
    let asked = 0;
    const send = await toServer((_request, response) => {
      asked++;
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect((await send({ method: "POST", url: URL_OF_TOKENS, body: "secret" })).status).toBe(307);
    expect(asked).toBe(1);
  });

  it("does not wait longer than it may", async () => {
    const send = await toServer(() => undefined);
    const failure = await failureOf(send({ method: "GET", url: URL_OF_TOKENS, timeoutMs: 30 }));
    expect(failure).toMatchObject({ failure: "timeout", maybeSent: true });
  });

  it("may take longer than others where it is said so", async () => {
    const broken = new Broken({ code: "ECONNRESET" });
    await failureOf(
      undiciTransport({ dispatcher: broken })({ method: "GET", url: URL_OF_TOKENS, timeoutMs: 300_000 }),
    );
    expect(broken.asked).toMatchObject({ headersTimeout: 300_000, bodyTimeout: 300_000 });
  });

  it("ends when it is given up, and was perhaps sent", async () => {
    const stop = new AbortController();
    const send = await toServer(() => {
      stop.abort();
    });
    expect(await failureOf(send({ method: "POST", url: URL_OF_TOKENS, signal: stop.signal }))).toMatchObject({
      failure: "aborted",
      maybeSent: true,
    });
  });

  it("does not begin where it was given up before, and was certainly not sent", async () => {
    let asked = 0;
    const send = await toServer(() => asked++);
    expect(
      await failureOf(send({ method: "POST", url: URL_OF_TOKENS, signal: AbortSignal.abort() })),
    ).toMatchObject({
      failure: "aborted",
      maybeSent: false,
    });
    expect(asked).toBe(0);
  });

  it("holds no more than 32 MiB of an answer", async () => {
    const send = await toServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(1024 * 1024, "x");
      const write = (): void => {
        while (response.write(chunk));
        response.once("drain", write);
      };
      write();
    });
    expect(await failureOf(send({ method: "GET", url: URL_OF_TOKENS }))).toMatchObject({
      failure: "too_large",
    });
  });

  it.each([
    ["ECONNREFUSED", "connect"],
    ["ENOTFOUND", "connect"],
    ["EAI_AGAIN", "connect"],
    ["EHOSTUNREACH", "connect"],
    ["ENETUNREACH", "connect"],
    ["UND_ERR_CONNECT_TIMEOUT", "connect"],
    ["UND_ERR_PRX_CONN", "connect"],
    ["UND_ERR_HEADERS_TIMEOUT", "connect"],
    ["UND_ERR_PRX_TLS", "tls"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["CERT_NOT_YET_VALID", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["EPROTO", "tls"],
    ["ETIMEDOUT", "network"],
    ["ECONNRESET", "network"],
  ] as const)(
    "that ends with %s before it began failed by %s, and was certainly not sent",
    async (code, kind) => {
      const send = undiciTransport({ dispatcher: new Broken({ code }, "before it began") });
      expect(await failureOf(send({ method: "POST", url: URL_OF_TOKENS }))).toMatchObject({
        failure: kind,
        code,
        maybeSent: false,
      });
    },
  );

  it.each([
    ["ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC", "tls"],
    ["EPROTO", "tls"],
    ["ECONNRESET", "network"],
    ["EPIPE", "network"],
    ["UND_ERR_SOCKET", "network"],
    ["UND_ERR_HEADERS_TIMEOUT", "timeout"],
    ["UND_ERR_BODY_TIMEOUT", "timeout"],
    ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "too_large"],
  ] as const)("that ends with %s after it began failed by %s, and was perhaps sent", async (code, kind) => {
    const send = undiciTransport({ dispatcher: new Broken({ code }) });
    expect(await failureOf(send({ method: "POST", url: URL_OF_TOKENS }))).toMatchObject({
      failure: kind,
      code,
      maybeSent: true,
    });
  });

  it.each([
    ["UND_ERR_HEADERS_TIMEOUT", undefined, "30 s"],
    ["UND_ERR_BODY_TIMEOUT", undefined, "60 s"],
    ["UND_ERR_HEADERS_TIMEOUT", 5_000, "5 s"],
  ] as const)("that ends with %s tells how long it waited", async (code, timeoutMs, waited) => {
    const send = undiciTransport({ dispatcher: new Broken({ code }) });
    const failure = await failureOf(
      send({ method: "GET", url: URL_OF_TOKENS, ...(timeoutMs !== undefined && { timeoutMs }) }),
    );
    const explained = explainFailure(failure, { url: URL_OF_TOKENS, repeat: "safe", timeoutMs });
    expect(explained).toMatchObject({ code: "timeout" });
    expect(String(explained)).toContain(waited);
  });

  it("keeps its secrets to itself when it fails", async () => {
    const send = undiciTransport({
      dispatcher: new Broken({ code: "ECONNRESET", headers: CANARY, body: CANARY.refreshToken }),
    });
    const headers = { authorization: `Zoho-oauthtoken ${CANARY.accessToken}` };
    const failure = await failureOf(
      send({ method: "POST", url: URL_OF_TOKENS, headers, body: `token=${CANARY.refreshToken}` }),
    );
    expectNoSecret(everythingIn(failure), Object.values(CANARY));
    const odd = await failureOf(
      send({ method: "POST", url: URL_OF_TOKENS, headers: { authorization: `${CANARY.accessToken}\n` } }),
    );
    expectNoSecret(everythingIn(odd), Object.values(CANARY));
  });
});

describe("the way to the emulator", () => {
  it("is through the address that Zoho's would be", () => {
    expect(
      throughEmulator(
        "http://localhost:9780",
        accountsUrl("eu", "/oauth/v2/auth", new URLSearchParams({ a: "b" })),
      ),
    ).toBe("http://localhost:9780/accounts.zoho.eu/oauth/v2/auth?a=b");
  });

  it.each([
    "http://127.0.0.1:9780",
    "http://127.0.0.1:9780/",
    "http://127.8.9.1:1",
    "http://localhost",
    "http://[::1]:9780",
  ])("may be %s", (url) => {
    expect(emulatorBase(url)).toBe(new URL(url).origin);
  });

  it.each([
    "",
    "127.0.0.1:9780",
    "https://127.0.0.1:9780",
    "http://evil.example",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
    "http://user@127.0.0.1",
    "http://:password@127.0.0.1",
    "http://127.0.0.1/path",
    "http://0.0.0.0:9780",
    "http://10.0.0.1",
    "http://192.168.1.1",
    "http://[::ffff:127.0.0.1]",
    "http://localhost@evil.example",
    "file:///tmp",
  ])("may not be %j", async (url) => {
    await expectCode(() => emulatorBase(url), "emulator_unavailable");
  });
});
