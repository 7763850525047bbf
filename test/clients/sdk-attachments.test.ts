import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { ZOHO_SDKS } from "./support/client-packages";
import { withConnectedSdk } from "./support/connected-sdk";

/** Bytes that are no text in any encoding: whoever decodes them breaks them. */
const CONTENT = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x80]), randomBytes(2000)]);

describe.each(ZOHO_SDKS)("files with $sdk", ({ sdk, api }) => {
  const connected = withConnectedSdk(sdk);
  const content = CONTENT.toString("base64");
  let record = "";
  let attachment = "";

  const value = (step: string, input: object): Promise<unknown> =>
    connected().program.value(step, { module: "Leads", record, ...input });

  beforeAll(async () => {
    const { actions } = (await value("insert", { items: [{ Last_Name: "Attached" }] })) as {
      readonly actions: readonly { readonly id: string }[];
    };
    record = actions[0]?.id ?? "";
  });

  test("a record begins without attachments", async () => {
    expect(await value("attachments", {})).toEqual({ status: 204 });
  });

  test("a file is attached", async () => {
    const uploaded = (await value("attach", { name: "wire tap.bin", content })) as {
      readonly actions: readonly { readonly id: string }[];
    };
    expect(uploaded).toMatchObject({
      status: 200,
      actions: [{ kind: "SuccessResponse", code: "SUCCESS", status: "success" }],
    });
    attachment = uploaded.actions[0]?.id ?? "";
    expect(attachment).toMatch(/^\d{18,19}$/);
  });

  test("it is listed with name and size", async () => {
    expect(await value("attachments", {})).toMatchObject({
      status: 200,
      attachments: [{ id: attachment, name: "wire tap.bin", size: CONTENT.length }],
    });
  });

  test("it comes back byte by byte, under its name", async () => {
    const file = (await value("download", { id: attachment })) as Readonly<Record<string, string>>;
    expect(file).toMatchObject({ status: 200, content });
    // The SDK hands out the name as the header has it: RFC 5987 encoded.
    expect(decodeURIComponent(file["name"] ?? "")).toBe("wire tap.bin");
  });

  test("a JSON file comes back as a file too", async () => {
    const json = Buffer.from('{"code":"INVALID_DATA"}').toString("base64");
    const { actions } = (await value("attach", { name: "lead.json", content: json })) as {
      readonly actions: readonly { readonly id: string }[];
    };
    expect(await value("download", { id: actions[0]?.id })).toMatchObject({ status: 200, content: json });
    await value("detach", { id: actions[0]?.id });
  });

  test("once deleted it is gone", async () => {
    const seen = await connected().zoho.seenDuring(async () => {
      expect(await value("detach", { id: attachment })).toMatchObject({
        status: 200,
        actions: [{ kind: "SuccessResponse", code: "SUCCESS", id: attachment }],
      });
    });
    expect(seen).toEqual([`DELETE www.zohoapis.com${api}/Leads/${record}/Attachments/${attachment} 200`]);
    expect(await value("attachments", {})).toEqual({ status: 204 });
    expect(await value("download", { id: attachment })).toEqual({ status: 204 });
  });

  test("the file store keeps a file under an ID of its own", async () => {
    const uploaded = (await value("uploadFile", { name: "stored.bin", content })) as {
      readonly actions: readonly { readonly id: string; readonly details: { readonly name: string } }[];
    };
    expect(uploaded).toMatchObject({
      status: 200,
      actions: [{ kind: "SuccessResponse", code: "SUCCESS", details: { name: "stored.bin" } }],
    });
    expect(await value("downloadFile", { id: uploaded.actions[0]?.id })).toMatchObject({ content });
  });
});
