import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import { existsNow } from "../hosts/find-host";
import { json } from "../http/reply";
import type { Endpoint } from "./endpoint";

/** Order as two independent copies of Zoho's live answer have it. */
const ORDER: readonly DataCenterCode[] = ["eu", "ae", "au", "in", "jp", "uk", "us", "ca", "sa", "sg"];

/** `GET /oauth/serverinfo`: location codes and their accounts servers. China is an island: it names only itself. */
export const serverInfo: Endpoint = (world, dataCenter) => {
  const codes = dataCenter === "cn" ? ["cn" as const] : ORDER;
  const locations = Object.fromEntries(
    codes
      .filter((code) => existsNow(world.settings, code))
      .map((code) => [code, `https://${DATA_CENTERS[code].accountsHost}`]),
  );
  return json(200, { result: "success", locations });
};
