import { AnswerFile } from "../../src/api/answer/answer-file";
import { invalidInput } from "../../src/errors/invalid-input";
import type { ZohoService } from "../shared/zoho-service";
import { own } from "../shared/red";
import type { Answered } from "./answer-payload";
import { type Asking, workingDirectory } from "./prepare-call";
import type { PreparedCall } from "./prepared-call";
import { typedValue } from "./typed-value";

/**
 * The file that the answer to a message goes to: by the dialog, else by `msg.zoho.resultFile`.
 *
 * @throws ZohoError `invalid_input`, `file_unwritable`
 */
export async function resultFile(
  asking: Pick<Asking, "RED" | "node" | "config" | "msg">,
): Promise<AnswerFile> {
  const { RED, config, msg } = asking;
  const input = { value: config.resultFile, type: config.resultFileType };
  const path =
    config.resultFile === ""
      ? own(own(msg, "zoho"), "resultFile")
      : await typedValue(asking, "The file for the result", input);
  if (typeof path !== "string" || path === "")
    throw invalidInput("The file for the result", "is missing: enter its path, or set msg.zoho.resultFile");
  return AnswerFile.at(path, workingDirectory(RED));
}

/** Sends a call whose answer goes to a file. The payload tells where it is; null where Zoho has sent nothing. */
export async function sendToFile(
  service: ZohoService,
  { call }: PreparedCall,
  file: AnswerFile,
): Promise<Answered> {
  try {
    const answer = await service.zoho.caller.call({ ...call, answerTo: file });
    const saved = await file.keep(answer);
    return { payload: saved ?? null, counts: saved === undefined ? {} : { bytes: saved.bytes }, answer };
  } catch (error) {
    await file.discard();
    throw error;
  }
}
