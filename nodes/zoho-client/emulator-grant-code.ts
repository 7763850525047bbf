import { messageOf } from "../../src/errors/message-of";
import { ZohoError } from "../../src/errors/zoho-error";
import type { ZohoService } from "../shared/zoho-service";
import type { DeclaredConnection } from "./config";

/** Asks the emulator for the grant code of a consent that nobody has to click through. */
export async function emulatorGrantCode(
  service: ZohoService,
  wanted: {
    readonly clientId: string;
    readonly declared: Pick<DeclaredConnection, "environment" | "orgId">;
    readonly scopes: readonly string[];
  },
): Promise<string> {
  const { clientId, declared, scopes } = wanted;
  const answer = await control(await service.emulator.url(), "self-client-code", {
    clientId,
    scope: scopes.join(","),
    ...orgWanted(declared),
  });
  const code: unknown = answer["code"];
  if (typeof code === "string") return code;
  throw refused(answer);
}

/** Enters a redirect URI for an emulator's client, as its developer would in the API console. */
export async function registerRedirectUri(
  service: ZohoService,
  clientId: string,
  redirectUri: string,
): Promise<void> {
  const answer = await control(await service.emulator.url(), "clients", { clientId, redirectUri });
  if (answer["error"] !== undefined) throw refused(answer);
}

function orgWanted(declared: Pick<DeclaredConnection, "environment" | "orgId">): { readonly org?: string } {
  if (declared.orgId !== "") return { org: declared.orgId };
  return declared.environment === "" ? {} : { org: declared.environment };
}

async function control(base: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  try {
    const { request } = await import("undici");
    const answer = await request(`${base}/_emulator/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await answer.body.json()) as Record<string, unknown>;
  } catch (error) {
    throw unavailable(messageOf(error));
  }
}

function refused(answer: Readonly<Record<string, unknown>>): ZohoError {
  return unavailable(
    typeof answer["message"] === "string" ? answer["message"] : "it gave an answer of another kind",
  );
}

function unavailable(problem: string): ZohoError {
  return new ZohoError("emulator_unavailable", { details: { problem } });
}
