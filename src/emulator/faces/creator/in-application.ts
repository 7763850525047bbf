import type { Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import type { FaceCall, OrgCall } from "../face";
import { noteOrg } from "../note-org";
import { CREATOR_APPLICATION, CREATOR_FORMS, type CreatorForm, ownerName } from "./creator-app";
import { creatorRefusal } from "./creator-reply";

/** A call about the rows of one form. */
export interface FormCall extends OrgCall {
  readonly form: CreatorForm;
}

/** An answer about the form or report that the path names, in the account whose owner the path names. */
export function inApplication(answer: (call: FormCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const { world, person, request, params } = call;
    const { owner = "", app = "", report, form: formName } = params;
    const org = orgsOf(person, "creator").find((one) => ownerName(one) === owner);
    if (org === undefined) return creatorRefusal(world, request, "noOwner", { name: owner });
    noteOrg(request, org);
    if (app !== CREATOR_APPLICATION) return creatorRefusal(world, request, "noApplication", { name: app });
    const form = CREATOR_FORMS.find((one) =>
      formName === undefined ? one.report === report : one.form === formName,
    );
    if (form !== undefined) return answer({ ...call, org, form });
    return formName === undefined
      ? creatorRefusal(world, request, "noReport", { name: report ?? "" })
      : creatorRefusal(world, request, "noForm", { name: formName });
  };
}
