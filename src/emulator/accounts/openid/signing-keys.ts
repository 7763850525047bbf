import { json } from "../../http/reply";
import type { Endpoint } from "../endpoint";
import { PUBLISHED_TEST_KEY } from "./published-test-key";

/** `GET /oauth/v2/keys`: the public half of the key that id_tokens are signed with. */
export const signingKeys: Endpoint = () => {
  const { kty, kid, n, e } = PUBLISHED_TEST_KEY;
  return json(200, { keys: [{ kty, kid, use: "sig", alg: "RS256", n, e }] });
};
