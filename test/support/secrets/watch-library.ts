/**
 * Set up before the tests without Node-RED in `npm run test:canary`: no secret may stand in an error that the library
 * makes, in a log of its worlds, or in what the HTTP client prints about its own work.
 */
import { CANARY } from "../../unit/support/secrets";
import { searchAtTheEnd } from "./search-at-the-end";
import { watchErrors } from "./watched-errors";

const watch = await searchAtTheEnd();
watch.learn([
  { kind: "client secret", value: CANARY.clientSecret, as: "text" },
  { kind: "refresh token", value: CANARY.refreshToken, as: "text" },
  { kind: "grant code", value: CANARY.grantCode, as: "text" },
  { kind: "access token", value: CANARY.accessToken, as: "text" },
]);

watchErrors(watch);
const printed = stderrFromNowOn();
watch.output("log", "standard error of the tests", () => printed.join(""));

/** What `NODE_DEBUG` prints; it would fill the screen. */
function stderrFromNowOn(): readonly string[] {
  const texts: string[] = [];
  process.stderr.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    texts.push(String(chunk));
    const written = rest.at(-1);
    if (typeof written === "function") (written as () => void)();
    return true;
  };
  return texts;
}
