import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareBody } from "../../../src/api/body/prepare-body";
import { accountsUrl } from "../../../src/transport/destination";
import { explainFailure } from "../../../src/transport/explain-failure";
import { TransportError } from "../../../src/transport/transport";
import type { TransportBody } from "../../../src/transport/transport-body";
import { mostLiveBytes } from "../support/live-bytes";
import { closeServers, toServer } from "../support/http-server";

const URL_ASKED = accountsUrl("eu", "/oauth/v2/token");

/** Bytes of what is on its way: enough for what stands in sockets and streams, far from the whole. */
const LIMIT = 48 * 1024 * 1024;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "zoho-body-"));
});
afterEach(async () => {
  closeServers();
  await rm(folder, { recursive: true, force: true });
});

/** What the server got: length by header and by count, a digest, and whether the end came. */
interface Arrived {
  length: string | undefined;
  encoding: string | undefined;
  bytes: number;
  sha256: string;
  whole: boolean;
}

function collector(
  arrived: Arrived[],
  answer: RequestListener = (_request, response) => response.end(),
): RequestListener {
  return (request, response) => {
    const hash = createHash("sha256");
    const got: Arrived = {
      length: request.headers["content-length"],
      encoding: request.headers["transfer-encoding"],
      bytes: 0,
      sha256: "",
      whole: false,
    };
    arrived.push(got);
    request.on("error", () => undefined);
    request.on("data", (chunk: Buffer) => {
      got.bytes += chunk.length;
      hash.update(chunk);
    });
    request.on("end", () => {
      got.whole = request.complete;
      got.sha256 = hash.digest("hex");
      answer(request, response);
    });
  };
}

async function fileBodyOf(value: unknown): Promise<TransportBody> {
  const body = await prepareBody(value, {
    product: "crm",
    path: "somewhere",
    workflows: "all",
    format: "file",
    directory: folder,
  });
  if (body === undefined) throw new Error("there is no body");
  return body.content;
}

async function failureOf(work: Promise<unknown>): Promise<TransportError> {
  const error: unknown = await work.then(
    () => new Error("it should have failed"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof TransportError) return error;
  throw error;
}

/** What a flow would be told. */
function told(failure: TransportError): unknown {
  return explainFailure(failure, { url: URL_ASKED, repeat: "unsafe" });
}

describe("a file on disk", () => {
  it("arrives whole with its length, and again", async () => {
    const content = randomBytes(1_000_003);
    await writeFile(join(folder, "a.bin"), content);
    const arrived: Arrived[] = [];
    const send = await toServer(collector(arrived));
    const body = await fileBodyOf("a.bin");
    await send({ method: "POST", url: URL_ASKED, body });
    await send({ method: "POST", url: URL_ASKED, body });
    const sha256 = createHash("sha256").update(content).digest("hex");
    const whole = { length: "1000003", encoding: undefined, bytes: 1_000_003, sha256, whole: true };
    expect(arrived).toEqual([whole, whole]);
  });

  it("of no bytes is an empty body", async () => {
    await writeFile(join(folder, "empty"), "");
    const arrived: Arrived[] = [];
    const send = await toServer(collector(arrived));
    await send({ method: "POST", url: URL_ASKED, body: await fileBodyOf("empty") });
    expect(arrived).toMatchObject([{ length: "0", bytes: 0, whole: true }]);
  });

  it("of 128 MiB is never whole in memory", async () => {
    const handle = await open(join(folder, "large"), "w");
    await handle.truncate(128 * 1024 * 1024);
    await handle.close();
    const arrived: Arrived[] = [];
    const send = await toServer(collector(arrived));
    const body = await fileBodyOf("large");
    const most = await mostLiveBytes(LIMIT, () => send({ method: "POST", url: URL_ASKED, body }));
    expect(arrived).toMatchObject([{ bytes: 128 * 1024 * 1024, whole: true }]);
    expect(most).toBeLessThan(LIMIT);
  });

  it.each(["longer", "shorter", "other"] as const)(
    "that became %s since it was looked at is not sent whole",
    async (change) => {
      const path = join(folder, "a.txt");
      await writeFile(path, "0123456789");
      const body = await fileBodyOf(path);
      await new Promise((resolve) => setTimeout(resolve, 15));
      await writeFile(
        path,
        change === "longer" ? "0123456789ab" : change === "shorter" ? "01234" : "9876543210",
      );
      const arrived: Arrived[] = [];
      const send = await toServer(collector(arrived));
      const failure = await failureOf(send({ method: "POST", url: URL_ASKED, body }));
      expect(failure.failure).toBe("body");
      expect(told(failure)).toMatchObject({ code: "file_unusable" });
      expect(String(told(failure))).toContain("it was changed while it was being sent");
      expect(arrived.filter(({ whole }) => whole)).toEqual([]);
    },
  );

  it("that is gone when it is needed is said so", async () => {
    const path = join(folder, "a.txt");
    await writeFile(path, "0123456789");
    const body = await fileBodyOf(path);
    await rm(path);
    const send = await toServer(collector([]));
    const failure = await failureOf(send({ method: "POST", url: URL_ASKED, body }));
    expect(String(told(failure))).toContain("there is no such file");
  });

  it("is let go of when the exchange ends before it", async () => {
    const handle = await open(join(folder, "large"), "w");
    await handle.truncate(32 * 1024 * 1024);
    await handle.close();
    const stop = new AbortController();
    const send = await toServer((request) => {
      request.on("error", () => undefined);
      request.once("data", () => {
        request.pause();
        stop.abort();
      });
    });
    const body = await fileBodyOf("large");
    const failure = await failureOf(send({ method: "POST", url: URL_ASKED, body, signal: stop.signal }));
    expect(failure).toMatchObject({ failure: "aborted", maybeSent: true });
  });

  it("that the server does not want ends with the server's answer", async () => {
    const handle = await open(join(folder, "large"), "w");
    await handle.truncate(32 * 1024 * 1024);
    await handle.close();
    const send = await toServer((request, response) => {
      request.on("error", () => undefined);
      response.writeHead(413, { "content-type": "application/json" }).end('{"code":"BODY_SIZE_REACHED"}');
    });
    const answer = await send({ method: "POST", url: URL_ASKED, body: await fileBodyOf("large") });
    expect(answer.status).toBe(413);
    expect(answer.body.toString()).toBe('{"code":"BODY_SIZE_REACHED"}');
  });
});

describe("a stream of a flow", () => {
  it("is sent in pieces where nobody knows how long it is", async () => {
    const arrived: Arrived[] = [];
    const send = await toServer(collector(arrived));
    const body = await fileBodyOf(Readable.from([Buffer.from("abc"), "def"]));
    await send({ method: "POST", url: URL_ASKED, body });
    expect(arrived).toMatchObject([{ length: undefined, encoding: "chunked", bytes: 6, whole: true }]);
  });

  it("is sent with the length that is said of it", async () => {
    const arrived: Arrived[] = [];
    const send = await toServer(collector(arrived));
    const body = await fileBodyOf({ content: Readable.from([Buffer.from("abc")]), size: 3 });
    await send({ method: "POST", url: URL_ASKED, body });
    expect(arrived).toMatchObject([{ length: "3", encoding: undefined, bytes: 3 }]);
  });

  it.each([2, 5])("that is not as long as was said (%i instead of 3) does not arrive whole", async (size) => {
    const arrived: Arrived[] = [];
    const send = await toServer(collector(arrived));
    const body = await fileBodyOf({ content: Readable.from([Buffer.from("abc")]), size });
    const failure = await failureOf(send({ method: "POST", url: URL_ASKED, body }));
    expect(String(told(failure))).toContain("not as long as was said");
    expect(arrived.filter(({ whole }) => whole)).toEqual([]);
  });

  it("that fails in the middle is not taken for a whole one", async () => {
    const arrived: Arrived[] = [];
    const send = await toServer(collector(arrived));
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(100_000);
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw Object.assign(new Error("gone"), { code: "ECONNRESET" });
      })(),
    );
    const failure = await failureOf(send({ method: "POST", url: URL_ASKED, body: await fileBodyOf(broken) }));
    expect(told(failure)).toMatchObject({ code: "file_unusable", class: "rejected" });
    expect(arrived.filter(({ whole }) => whole)).toEqual([]);
  });
});

describe("a slow link", () => {
  it("is given as many times as long, save where a person has set the time", async () => {
    const listener: RequestListener = (_request, response) => setTimeout(() => response.end("late"), 120);
    const usual = await toServer(listener);
    const slow = await toServer(listener, { slowLink: 20 });
    const asked = { method: "GET", url: URL_ASKED, timeoutMs: 40 };
    expect(await failureOf(usual(asked))).toMatchObject({ failure: "timeout", limitMs: 40 });
    expect(String((await slow(asked)).body)).toBe("late");
    expect(await failureOf(slow({ ...asked, timeoutBy: "person" }))).toMatchObject({ failure: "timeout" });
  });
});
