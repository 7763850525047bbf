import type { Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import type { FaceCall, OrgCall } from "../face";
import { noteOrg } from "../note-org";
import { type CrmLikeProduct, crmLikeRefusal } from "./crm-like-product";

/** An answer in the org that was picked at consent, where one was to be picked, or else in the person's own. */
export function inPickedOrg(of: CrmLikeProduct, answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const { person, token } = call;
    const picked = token.consent.orgIds[of.product];
    const org = orgsOf(person, of.product).find(({ id }) => picked === undefined || id === picked);
    if (org === undefined) return crmLikeRefusal(of, call, "OAUTH_SCOPE_MISMATCH");
    noteOrg(call.request, org);
    return answer({ ...call, org });
  };
}
