import { selfClientCode } from "../accounts/self-client-code";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";
import { ControlError, jsonObject, optionalText } from "./json-body";

/** `POST self-client-code`: what the API console's *Generate Code* does, for machines. */
export function generateSelfClientCode(world: World, request: EmulatedRequest): Reply {
  const body = jsonObject(request, ["clientId", "person", "org", "scope", "expiresInSeconds"]);
  const clientId = optionalText(body, "clientId");
  const person = optionalText(body, "person");
  const org = optionalText(body, "org");
  const seconds = body["expiresInSeconds"];
  if (seconds !== undefined && typeof seconds !== "number")
    throw new ControlError('"expiresInSeconds" is a number');
  const code = selfClientCode(world, {
    scope: optionalText(body, "scope") ?? "",
    ...(clientId === undefined ? {} : { clientId }),
    ...(person === undefined ? {} : { person }),
    ...(org === undefined ? {} : { org }),
    ...(seconds === undefined ? {} : { expiresInSeconds: seconds }),
  });
  return json(200, { code });
}
