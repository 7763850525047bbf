import { checkConnectionName } from "../../src/connect/connection-id";
import { invalidInput } from "../../src/errors/invalid-input";
import type { Elsewhere, Pins } from "../../src/vault/vault";
import type { DataCenterCode } from "../../src/zoho/data-centers";
import { type NodeAPI, own } from "../shared/red";
import { allowedDataCenters, dataCenterOf } from "./client-node";
import { declaredPins } from "./declared-connections";
import { type CheckedClient, readConnectionName, readDialogClient } from "./dialog-client";
import { type ClientIdentity, identityOf, secretsByDataCenter } from "./identity";

/** How long a consent that the dialog began may take, milliseconds. */
export const DIALOG_TIMEOUT_MS = 10 * 60_000;

/** What the dialog asks to connect, on whatever way. */
export interface DialogConsent {
  readonly client: CheckedClient;
  readonly connectionName: string;
  readonly dataCenter: DataCenterCode;
  readonly declared: Pins | undefined;
  readonly elsewhere: Elsewhere;
}

/**
 * Reads what is to be connected out of the body of a request of the dialog.
 *
 * @throws ZohoError `invalid_input` naming the field
 */
export function readDialogConsent(RED: NodeAPI, body: unknown): DialogConsent {
  const client = readDialogClient(RED, body);
  const connectionName = checkConnectionName(readConnectionName(body));
  return {
    client,
    connectionName,
    dataCenter: dataCenterOf(client.config, connectionName),
    declared: declaredPins(client.config, connectionName),
    elsewhere: readElsewhere(body),
  };
}

/** What a consent of the dialog begins with, on whatever way. */
export function consentFacts({ client, connectionName, dataCenter, declared, elsewhere }: DialogConsent) {
  return {
    connectionName,
    dataCenter,
    otherSecrets: secretsByDataCenter(client),
    allowedDataCenters: allowedDataCenters(client.config, connectionName),
    scopes: client.config.scopes,
    expected: declared,
    elsewhere,
    startedBy: client.nodeId,
  };
}

/** @throws ZohoError those of `identityOf` */
export function identityIn({ client, dataCenter }: DialogConsent): ClientIdentity {
  return identityOf(client, dataCenter);
}

/** @throws ZohoError `invalid_input` for another word: what was meant is not guessed */
function readElsewhere(body: unknown): Elsewhere {
  const elsewhere = own(body, "elsewhere") ?? "refuse";
  if (elsewhere === "refuse" || elsewhere === "move") return elsewhere;
  throw invalidInput("The choice of another org", "must be refuse or move");
}
