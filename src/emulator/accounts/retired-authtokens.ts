import type { Endpoint } from "./endpoint";
import { tokenError } from "./token-error";

/** `POST /oauth/v2/token/self/authtooauth`: authtokens ended on 31 May 2021, so there is none to exchange. */
export const exchangeAuthtoken: Endpoint = (world, _dataCenter, request) =>
  tokenError(world, request, "access_denied");
