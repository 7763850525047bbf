import type { FlowNode } from "../flow";
import type { Secret } from "./secret";

/** Shorter ones are no secrets but words, and would be found by chance. */
const SHORTEST = 20;

/** What a person would type into the dialogs of our nodes and nobody may see again. */
export function secretsInFlows(flows: readonly FlowNode[]): readonly Secret[] {
  return flows.flatMap(({ type, credentials }) =>
    type.startsWith("zoho-") ? textsIn(credentials).map(typedSecret) : [],
  );
}

/** What is kept in environment variables so that it need not be typed. */
export function secretsInEnvironment(env: Readonly<Record<string, string>>): readonly Secret[] {
  return Object.entries(env)
    .filter(([name, value]) => /SECRET|TOKEN/.test(name) && value.length >= SHORTEST)
    .map(([, value]) => typedSecret(value));
}

function textsIn(credentials: unknown): readonly string[] {
  if (typeof credentials !== "object" || credentials === null) return [];
  return Object.entries(credentials)
    .filter(([name]) => name !== "clientId")
    .flatMap(([, value]) => (typeof value === "string" ? [value] : textsIn(value)))
    .filter((text) => text.length >= SHORTEST && !/^\$[({]/.test(text));
}

function typedSecret(value: string): Secret {
  return { kind: /^100\d\./.test(value) ? "refresh token" : "client secret", value, as: "text" };
}
