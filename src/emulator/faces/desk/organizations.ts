import { json, type Reply } from "../../http/reply";
import type { FaceCall, OrgCall } from "../face";
import { departmentOf } from "./desk-collections";

/** `GET /organizations`: the portal that the token reaches. It looks at no `orgId`, so a client can begin here. */
export function listOrganizations({ world, token }: FaceCall): Reply {
  const org = world.orgById(token.consent.orgIds.desk ?? "");
  if (org === undefined) return json(200, { data: [] });
  const { country, countryCode, currency } = org.place;
  return json(200, {
    data: [
      {
        id: org.id,
        companyName: org.name,
        portalName: org.name.toLowerCase().replaceAll(" ", ""),
        country,
        countryCode,
        currencyCode: currency,
        edition: "ENTERPRISE",
        isDefault: true,
        isAdminInOrg: true,
      },
    ],
  });
}

/** `GET /departments`: a ticket can't be made without one. */
export function listDepartments({ org }: OrgCall): Reply {
  return json(200, {
    data: [{ id: departmentOf(org), name: org.name, isDefault: true, isEnabled: true }],
  });
}
