import { uploadLimit } from "../crm/attachments/upload-limit";
import { crmError, refuse } from "../crm/api-answer";
import { isApiHost } from "../hosts/virtual-hosts";
import type { EmulatedRequest } from "./emulated-request";
import { json, type Reply } from "./reply";

/** How large a body may be, and what answers one that is larger. */
export interface BodyLimit {
  readonly bytes: number;
  readonly tooLarge: () => Reply;
}

/** No documented body of Zoho's JSON APIs comes near this. */
const API_BYTES = 50 * 1024 * 1024;

/** Forms of Zoho Accounts, and requests of the emulator's own. */
const OTHER_BYTES = 1024 * 1024;

const TOO_LARGE = json(413, { error: "body_too_large", message: "the request body is too large" });

/**
 * The limit for the body of a request, known before the body is read.
 *
 * @param request without its body; undefined where the address is none
 */
export function bodyLimit(request: EmulatedRequest | undefined): BodyLimit {
  if (request === undefined || !isApiHost(request.host)) {
    return { bytes: OTHER_BYTES, tooLarge: () => TOO_LARGE };
  }
  const upload = request.method === "POST" ? uploadLimit(request.path) : undefined;
  const code = upload?.code ?? "REQUEST_ENTITY_TOO_LARGE";
  return { bytes: upload?.bytes ?? API_BYTES, tooLarge: () => refuse(request, crmError(code)) };
}
