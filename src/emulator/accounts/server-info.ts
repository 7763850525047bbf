import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import { json, type Reply } from "../http/reply";

/** Order as two independent copies of Zoho's live answer have it. */
const ORDER: readonly DataCenterCode[] = ["eu", "ae", "au", "in", "jp", "uk", "us", "ca", "sa", "sg"];

/** `GET /oauth/serverinfo`: location codes and their accounts servers. China is an island: it names only itself. */
export function serverInfo(dataCenter: DataCenterCode): Reply {
  const codes = dataCenter === "cn" ? ["cn" as const] : ORDER;
  const locations = Object.fromEntries(
    codes.map((code) => [code, `https://${DATA_CENTERS[code].accountsHost}`]),
  );
  return json(200, { result: "success", locations });
}
