import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AnswerFile, type SavedAnswer } from "../../../src/api/answer/answer-file";
import { dispositionName } from "../../../src/api/answer/disposition-name";
import { accountsUrl } from "../../../src/transport/destination";
import { explainFailure } from "../../../src/transport/explain-failure";
import type { AnswerTarget, TransportResponse } from "../../../src/transport/transport";
import { errorOf, expectCode } from "../support/expect-zoho-error";
import { mostLiveBytes } from "../support/live-bytes";
import { closeServers, toServer } from "../support/http-server";

const ASKED = accountsUrl("eu", "/oauth/v2/token");

/** Bytes of what is on its way: enough for what stands in sockets and streams, far from the whole. */
const LIMIT = 48 * 1024 * 1024;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "zoho-answer-"));
});
afterEach(async () => {
  closeServers();
  await rm(folder, { recursive: true, force: true });
});

const FILE = {
  "content-type": "application/octet-stream",
  "content-disposition": 'attachment; filename="a.bin"',
};

/** One exchange, and what is kept of it. */
async function fetched(
  listener: RequestListener,
  name = "a.bin",
  target?: (file: AnswerFile) => AnswerTarget,
): Promise<{ readonly saved: SavedAnswer | undefined; readonly response: TransportResponse }> {
  const send = await toServer(listener);
  const file = await AnswerFile.at(name, folder);
  try {
    const answerTo = target?.(file) ?? file;
    const response = await send({ method: "GET", url: ASKED, answerTo }).catch((error: unknown) => {
      throw explainFailure(error, { url: ASKED, repeat: "safe" });
    });
    return { saved: await file.keep({ headers: response.headers, bytes: response.body }), response };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

describe("an answer that goes to a file", () => {
  it("is there whole, byte by byte, and nothing else", async () => {
    const content = randomBytes(3_000_017);
    const { saved, response } = await fetched((_request, answer) => {
      answer.writeHead(200, FILE).end(content);
    });
    expect(saved).toEqual({
      path: join(folder, "a.bin"),
      bytes: content.length,
      contentType: "application/octet-stream",
      name: "a.bin",
    });
    expect(response.body).toHaveLength(0);
    const sha = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
    expect(sha(await readFile(join(folder, "a.bin")))).toBe(sha(content));
    expect(await readdir(folder)).toEqual(["a.bin"]);
  });

  it("of 128 MiB is never whole in memory, also where the disk is slower than the network", async () => {
    const chunk = Buffer.alloc(1024 * 1024, "x");
    const listener: RequestListener = (_request, answer) => {
      answer.writeHead(200, FILE);
      let left = 128;
      const write = (): void => {
        while (left > 0) {
          left--;
          if (!answer.write(chunk)) {
            answer.once("drain", write);
            return;
          }
        }
        answer.end();
      };
      write();
    };
    let saved: SavedAnswer | undefined;
    const most = await mostLiveBytes(LIMIT, async () => {
      ({ saved } = await fetched(listener));
    });
    expect(saved?.bytes).toBe(128 * 1024 * 1024);
    expect(most).toBeLessThan(LIMIT);
  });

  it("takes the place of an older one only when it is whole", async () => {
    await writeFile(join(folder, "a.bin"), "older");
    const cut: RequestListener = (_request, answer) => {
      answer.writeHead(200, { ...FILE, "content-length": "100000" });
      answer.write(Buffer.alloc(50_000), () => setTimeout(() => answer.destroy(), 20));
    };
    await expectCode(fetched(cut), "network");
    expect(await readdir(folder)).toEqual(["a.bin"]);
    expect(await readFile(join(folder, "a.bin"), "utf8")).toBe("older");
    await fetched((_request, answer) => {
      answer.writeHead(200, FILE).end("newer");
    });
    expect(await readFile(join(folder, "a.bin"), "utf8")).toBe("newer");
  });

  it.each(["announced", "found out"] as const)("ends at its limit, %s", async (how) => {
    const length = 300_000;
    const listener: RequestListener = (_request, answer) => {
      answer.writeHead(200, how === "announced" ? { ...FILE, "content-length": String(length) } : FILE);
      answer.end(Buffer.alloc(length));
    };
    const small = (file: AnswerFile): AnswerTarget => ({ take: file.take, maxBytes: 100_000 });
    const error = await expectCode(fetched(listener, "a.bin", small), "answer_too_large");
    expect(error.cause.details).toMatchObject({ limit: 100_000 });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ["an error", 401, { "content-type": "application/json" }, '{"code":"INVALID_TOKEN"}'],
    [
      "an error with the status of success",
      200,
      { "content-type": "application/json" },
      '{"status":"error"}',
    ],
    ["JSON that calls itself text", 200, { "content-type": "text/plain" }, ' {"status":"error"}'],
    ["a page of somebody in between", 200, { "content-type": "text/html" }, "<html>sign in</html>"],
    ["a page that says nothing of itself", 200, {}, "<html>sign in</html>"],
  ])("is in memory where it is %s", async (_what, status, headers, text) => {
    const send = await toServer((_request, answer) => {
      answer.writeHead(status, headers).end(text);
    });
    const file = await AnswerFile.at("a.bin", folder);
    const response = await send({ method: "GET", url: ASKED, answerTo: file });
    expect(String(response.body)).toBe(text);
    expect(await readdir(folder)).toEqual([]);
  });

  it("that is JSON is kept to the last digit", async () => {
    const text = '{"data":[{"id":554023000000527002123}]}';
    const { saved } = await fetched((_request, answer) => {
      answer.writeHead(200, { "content-type": "application/json" }).end(text);
    });
    expect(saved).toMatchObject({ bytes: text.length, name: undefined });
    expect(await readFile(join(folder, "a.bin"), "utf8")).toBe(text);
  });

  it("is an empty file where Zoho's is empty, and none where there is nothing", async () => {
    const empty = await fetched((_request, answer) => {
      answer.writeHead(200, { ...FILE, "content-length": "0" }).end();
    });
    expect(empty.saved?.bytes).toBe(0);
    expect(await readdir(folder)).toEqual(["a.bin"]);
    const none = await fetched((_request, answer) => {
      answer.writeHead(204).end();
    }, "b.bin");
    expect(none.saved).toBeUndefined();
    expect(await readdir(folder)).toEqual(["a.bin"]);
  });

  it("whose folder is gone in the middle is an error in words", async () => {
    await mkdir(join(folder, "sub"));
    const listener: RequestListener = (_request, answer) => {
      void rm(join(folder, "sub"), { recursive: true }).then(() => {
        answer.writeHead(200, FILE).end(Buffer.alloc(100_000));
      });
    };
    const error = await expectCode(fetched(listener, "sub/a.bin"), "file_unwritable");
    expect(error.message).toContain("there is no such folder");
  });

  it.each([
    ["sub/missing/a.bin", /no such folder/],
    [".", /it is a folder/],
    ["/dev/null", /no ordinary file/],
    ["a\0b", /no path/],
    ["", /no path/],
  ])("to %j is refused before anything is asked", async (path, reason) => {
    const error = await errorOf(AnswerFile.at(path, folder));
    expect(error.code).toBe("file_unwritable");
    expect(error.message).toMatch(reason);
  });
});

describe("the name in an answer", () => {
  it.each([
    ['attachment; filename="a.pdf"', "a.pdf"],
    ["attachment;filename=response.json", "response.json"],
    ["attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe%20%E6%95%B0.pdf", "größe 数.pdf"],
    [`attachment; filename="plain.txt"; filename*=UTF-8''b%2Fetc%2Fpasswd`, "passwd"],
    ['attachment; filename="../../etc/passwd"', "passwd"],
    ['attachment; filename="..\\\\..\\\\boot.ini"', "boot.ini"],
    ['attachment; filename="C:\\\\temp\\\\a.txt"', "a.txt"],
    ['attachment; filename=".."', undefined],
    ['attachment; filename="a/"', undefined],
    ['attachment; filename="a\u0000b\u001b[31m.txt"', "ab[31m.txt"],
    ['attachment; filename="gpj.\u202etxt"', "gpj.txt"],
    ["attachment; filename*=UTF-8''%zz; filename=b.txt", "b.txt"],
    [`attachment; filename="${"x".repeat(5_000)}"`, "x".repeat(255)],
    ["inline", undefined],
    ["", undefined],
  ])("%j is %j", (header, name) => {
    expect(dispositionName(header)).toBe(name);
  });
});
