import { isPassing } from "../errors/passing";
import { ZohoError } from "../errors/zoho-error";
import { type DevicePoll, processDeviceCodeAnswer, processDevicePollAnswer } from "../oauth/device-answer";
import { deviceCodeRequest, devicePollRequest } from "../oauth/device-request";
import type { TokenQuestion } from "../oauth/token-answer";
import type { IssuedToken } from "../tokens/token-flight";
import { explainFailure } from "../transport/explain-failure";
import type { TransportRequest, TransportResponse } from "../transport/transport";
import type { DeviceStart } from "../vault/vault";
import { DATA_CENTERS, type DataCenterCode } from "../zoho/data-centers";
import { checkConnectionName } from "./connection-id";
import { type ConsentOutcome, failed } from "./consent-outcomes";
import { MAX_TIMEOUT_MS } from "./consent-start";
import { consentOf, secretOf } from "./consent-of-start";
import type { ConsentsOptions } from "./consents-options";
import { type DeviceRequest, deviceStart, shownOf, type StartedDevice } from "./device-start";
import { establish } from "./establish";
import type { WaitingStarts } from "./waiting-starts";

/** Longest spacing between two questions, milliseconds: at least one falls into the life of a code. */
const MAX_SPACING_MS = 120_000;

/** One answer of Zoho's, with when its question was sent. */
type Asked = DevicePoll & Omit<IssuedToken, "answer">;

/**
 * Consents on another screen (Zoho Accounts: limited input devices): Zoho is asked again and again until the person
 * has typed the code and accepted. After a restart the asking goes on.
 */
export class DeviceConsents {
  constructor(
    private readonly options: ConsentsOptions,
    private readonly starts: WaitingStarts,
  ) {}

  /** @throws ZohoError as `Consents.startDevice` */
  async start(request: DeviceRequest): Promise<StartedDevice> {
    const connectionName = checkConnectionName(request.connectionName);
    this.options.policies.checkExpected(connectionName, request.expected);
    const { realm, dataCenter, clientId, scopes } = request;
    const question = this.question(connectionName, dataCenter, scopes);
    const response = await this.send(realm, deviceCodeRequest({ dataCenter, clientId }, scopes));
    const code = processDeviceCodeAnswer(response, question);
    const record = deviceStart({ ...request, connectionName }, code, this.options.clock.now());
    await this.starts.add(record);
    return shownOf(record);
  }

  /** Asks until the code was accepted or refused, or its time is over. */
  async attend(record: DeviceStart, signal: AbortSignal): Promise<void> {
    const { clock } = this.options;
    const life = Math.min(Math.max(record.expiresAt - clock.now(), 0), MAX_TIMEOUT_MS);
    const end = clock.monotonic() + life;
    let askedAt = record.dataCenter;
    let spacing = record.device.intervalMs;
    let lost: ZohoError | undefined;
    for (let left = life; left > 0; left = end - clock.monotonic()) {
      await clock.sleep(Math.min(spacing, left), signal);
      try {
        const asked = await this.ask(record, askedAt, signal);
        if (asked.state === "granted") {
          await this.connect(record, askedAt, asked);
          return;
        }
        if (asked.state === "slow down") spacing = Math.min(spacing * 2, MAX_SPACING_MS);
        if (asked.state === "other data center") askedAt = placeToGoOn(record, asked.dataCenter);
      } catch (error) {
        // Cancelled or stopped meanwhile: whoever did it has ended it.
        if (signal.aborted) return;
        if (!isPassing(error)) {
          await this.starts.giveUp(record, () => this.explain(record, error, lost));
          return;
        }
        lost = error;
        if (error.class === "rate_limited") spacing = MAX_SPACING_MS;
      }
    }
    const connection = record.connectionName;
    await this.starts.giveUp(record, () => new ZohoError("device_code_expired", { connection }));
  }

  private async ask(record: DeviceStart, dataCenter: DataCenterCode, signal: AbortSignal): Promise<Asked> {
    const { clock, clientSecrets } = this.options;
    const { clientId, connectionName, scopes } = record;
    const client = { dataCenter, clientId, clientSecret: secretOf(record, dataCenter, clientSecrets) };
    const sentAt = clock.now();
    const sentAtMonotonic = clock.monotonic();
    const request = { ...devicePollRequest(client, record.device.deviceCode), signal };
    const response = await this.send(record.realm, request);
    const poll = processDevicePollAnswer(response, this.question(connectionName, dataCenter, scopes));
    return { ...poll, sentAt, sentAtMonotonic };
  }

  private async connect(
    record: DeviceStart,
    dataCenter: DataCenterCode,
    { answer, sentAt, sentAtMonotonic }: Asked & { readonly state: "granted" },
  ): Promise<void> {
    try {
      if (!(await this.starts.book.claim(record.id))) return;
    } catch (error) {
      // The grant could not be stored either.
      await this.starts.end(record, failed(error, record.connectionName));
      return;
    }
    const consent = consentOf(record, dataCenter, this.options.clientSecrets);
    await this.starts.conclude(record, async (): Promise<ConsentOutcome> => {
      try {
        const connection = await establish(this.options, consent, { answer, sentAt, sentAtMonotonic });
        return { state: "connected", connection };
      } catch (error) {
        return failed(error, record.connectionName);
      }
    });
  }

  /** Zoho's word for a code that it has answered before: that answer is what was lost. */
  private explain(record: DeviceStart, error: unknown, lost: ZohoError | undefined): ZohoError {
    const { connectionName: connection } = record;
    const isSpent = error instanceof ZohoError && error.code === "grant_code_invalid";
    if (isSpent && lost !== undefined) {
      const { host } = lost.cause.details ?? {};
      return new ZohoError("grant_code_lost", { connection, details: { host, problem: lost.code } });
    }
    if (isSpent && !this.starts.isBegunHere(record.id))
      return new ZohoError("consent_interrupted", { connection });
    return failed(error, connection).error;
  }

  private async send(realm: DeviceStart["realm"], request: TransportRequest): Promise<TransportResponse> {
    try {
      return await this.options.transport(realm)(request);
    } catch (error) {
      throw explainFailure(error, { ...request, repeat: "safe" });
    }
  }

  private question(connection: string, dataCenter: DataCenterCode, scopes: readonly string[]): TokenQuestion {
    return { grant: "code", connection, dataCenter, scopes, now: this.options.clock.now() };
  }
}

/**
 * It goes on where the person's account is, if the client is allowed there. After a restart Zoho names it again.
 *
 * @throws ZohoError `wrong_data_center`
 */
function placeToGoOn(record: DeviceStart, actual: DataCenterCode | undefined): DataCenterCode {
  const { dataCenter, allowedDataCenters } = record;
  // China is operated apart: no device code leads into it or out of it.
  const crossesChina = (actual === "cn") !== (dataCenter === "cn");
  if (actual !== undefined && !crossesChina && allowedDataCenters.includes(actual)) return actual;
  throw new ZohoError("wrong_data_center", {
    details: {
      actual: actual === undefined ? "that this package does not know" : DATA_CENTERS[actual].name,
      allowed: allowedDataCenters.map((code) => DATA_CENTERS[code].name),
    },
  });
}
