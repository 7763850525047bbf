import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { action, answered, parameters } from "./zoho-sdk-answers.mjs";

/** Steps with attachments and with Zoho's file store. Contents are base64. */
export function fileSteps(sdk) {
  const { AttachmentsOperations, FileBodyWrapper, GetAttachmentsParam } = sdk.Attachments;
  const attachments = new AttachmentsOperations();
  const actions = (object) => ({ actions: object.getData().map(action) });

  async function streamOf(name, content) {
    const path = join(process.cwd(), name);
    await writeFile(path, Buffer.from(content, "base64"));
    return new sdk.StreamWrapper(null, null, path);
  }

  function downloaded(object) {
    const file = object.getFile();
    return { name: file.getName(), content: Buffer.from(file.getStream()).toString("base64") };
  }

  return {
    async attach({ module, record, name, content }) {
      const body = new FileBodyWrapper();
      body.setFile(await streamOf(name, content));
      return answered(await attachments.uploadAttachments(BigInt(record), module, body), actions);
    },
    async attachments({ module, record }) {
      const fields = ["File_Name", "Size", "Created_Time", "Parent_Id"];
      const map = await parameters(sdk, GetAttachmentsParam, { FIELDS: fields });
      const response = await attachments.getAttachments(BigInt(record), module, map);
      return answered(response, (object) => ({
        attachments: object.getData().map((one) => ({
          id: one.getId(),
          name: one.getFileName(),
          size: Number(one.getSize()),
          createdTime: one.getCreatedTime(),
        })),
      }));
    },
    download: async ({ module, record, id }) =>
      answered(await attachments.getAttachment(BigInt(id), BigInt(record), module), downloaded),
    detach: async ({ module, record, id }) =>
      answered(await attachments.deleteAttachment(BigInt(id), BigInt(record), module), actions),
    async uploadFile({ name, content }) {
      const body = new sdk.Files.BodyWrapper();
      body.setFile([await streamOf(name, content)]);
      return answered(
        await new sdk.Files.FilesOperations().uploadFiles(body, new sdk.ParameterMap()),
        actions,
      );
    },
    async downloadFile({ id }) {
      const map = await parameters(sdk, sdk.Files.GetFileParam, { ID: id });
      return answered(await new sdk.Files.FilesOperations().getFile(map), downloaded);
    },
  };
}
