import { FACES } from "../crm/face";
import { crmError } from "../crm/api-answer";
import { faceAt } from "../faces/face-at";
import type { PartialWrites } from "../faces/face";
import { findHost } from "../hosts/find-host";
import type { EmulatedRequest } from "../http/emulated-request";
import { isObject } from "../http/is-object";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";

/** CRM and what is built like it: 207, and an error item for each record that was refused. */
const CRM_PARTIAL_WRITES: PartialWrites = {
  answerKey: "data",
  status: 207,
  refused: (index) => crmError("INVALID_DATA", { api_name: "id", json_path: `$.data[${index}].id` }),
};

/**
 * Lets a write of several through without every second of its records, and tells of those that they were refused, in
 * the product's own way. Any other request is answered truthfully.
 *
 * @param route answers truthfully
 */
export function partialReply(
  world: World,
  request: EmulatedRequest,
  route: (request: EmulatedRequest) => Reply,
): Reply {
  const ways = partialWritesAt(world, request);
  const body = ways === undefined ? undefined : request.json();
  const items = isObject(body) && Array.isArray(body["data"]) ? (body["data"] as readonly unknown[]) : [];
  if (ways === undefined || !isObject(body) || items.length < 2) return route(request);
  const kept = items.filter((_item, index) => !isRefused(index));
  const reply = route(request.withJson({ ...body, data: kept }));
  const answer: unknown = typeof reply.body === "string" ? JSON.parse(reply.body) : undefined;
  const written = isObject(answer) ? answer[ways.answerKey] : undefined;
  if (!isObject(answer) || !Array.isArray(written)) return reply;
  const whole = items.map((_item, index) =>
    isRefused(index) ? ways.refused(index) : (written[index / 2] as unknown),
  );
  request.facts.items = items.length;
  return {
    ...json(reply.status < 300 ? ways.status : reply.status, { ...answer, [ways.answerKey]: whole }),
    headers: reply.headers,
  };
}

function isRefused(index: number): boolean {
  return index % 2 === 1;
}

function partialWritesAt(world: World, request: EmulatedRequest): PartialWrites | undefined {
  const host = findHost(world.settings, request.host);
  if (host === undefined) return undefined;
  if (host.kind === "gateway" && Object.values(FACES).some(({ path }) => path.test(request.path))) {
    return CRM_PARTIAL_WRITES;
  }
  return faceAt(world.settings, host, request.path)?.face.partialWrites;
}
