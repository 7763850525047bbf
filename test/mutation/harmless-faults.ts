import type { PlantedFault } from "./planted-fault";
import { TOKEN_FAULTS } from "./faults/token-faults";

const [KNOWN] = TOKEN_FAULTS;
if (KNOWN === undefined) throw new Error("there is no fault to go by");

/** What must not pass for a fault that was noticed, and the words that say why. */
export const HARMLESS_FAULTS: readonly { readonly fault: PlantedFault; readonly said: RegExp }[] = [
  {
    fault: { ...KNOWN, breaks: "nothing", broken: `${KNOWN.line} // the same` },
    said: /^it passes all the same$/,
  },
  {
    fault: { ...KNOWN, breaks: "a line that is not there", line: "const flight = undefined;" },
    said: /has this line 0 times instead of once/,
  },
  {
    fault: { ...KNOWN, breaks: "a file that the test does not use", file: "src/oauth/pkce.ts" },
    said: /^it passes all the same$/,
  },
  {
    fault: {
      ...KNOWN,
      breaks: "with no such test",
      noticedBy: { ...KNOWN.noticedBy, test: "a flight > flies" },
    },
    said: /^there is no test of this name/,
  },
];
