import { empty, json, type Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { wrongParam } from "../records/page-ask";
import { unknownSetting } from "./asked-module";
import { fieldReference, shownField } from "./shown-field";

const TYPES = ["all", "used", "unused"];

/** `GET /settings/fields?module=`: every field stands in the layout, so `type=unused` gives none. */
export function getFields({ org, module, request }: RecordsCall): Reply {
  const type = request.query.get("type") ?? "used";
  if (!TYPES.includes(type)) return refuse(request, wrongParam("type", TYPES));
  if (type === "unused") return empty(204);
  return json(200, { fields: module.fields.map((field) => shownField(org, module, field)) });
}

/** `GET /settings/fields/{id}?module=`. */
export function getField(call: RecordsCall): Reply {
  const { org, module, params } = call;
  const field = module.fields.find((one) => fieldReference(org, module, one.apiName).id === params["id"]);
  if (field === undefined) return unknownSetting(call);
  return json(200, { fields: [shownField(org, module, field)] });
}
