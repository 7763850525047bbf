/**
 * Zoho without Node-RED: connections that last, calls that are judged by what Zoho really says.
 *
 * @packageDocumentation
 */
export { ZohoRuntime, type ZohoRuntimeOptions } from "./zoho-runtime";

export type { ApiAnswer, ApiCall } from "./api/api-call";
export type { Caller } from "./api/call";
export type { Credits, CreditsLeft } from "./api/governor/credits";
export { laneOf, type LaneId, type Priority } from "./api/governor/governor";
export { type ContinueFrom } from "./api/paging/continue-from";
export type { ListOptions, ListWalk, Page } from "./api/paging/list-walk";
export { openWalk } from "./api/paging/open-walk";
export { pages } from "./api/paging/pages";
export { type PageFacts, readResult, type ReadResult } from "./api/answer/read-result";
export type { Policies, PolicyRules } from "./api/policies";
export { AnswerFile, type SavedAnswer } from "./api/answer/answer-file";
export { BODY_FORMATS, type BodyFormat } from "./api/body/body-format";
export { type BodyTarget, prepareBody } from "./api/body/prepare-body";
export { requestBody, type RequestBody, type Workflows } from "./api/body/request-body";
export type { Collected } from "./api/writes/collected-batch";
export {
  collectableWrite,
  type EnvelopeWrite,
  type GivenWrite,
  type RecordWrite,
  recordWrite,
} from "./api/writes/record-write";
export { type CollectorOptions, type CollectUntil, WriteCollector } from "./api/writes/write-collector";
export { type ManyWritten, manyWritten } from "./api/writes/write-outcome";
export { type PartOutcome, type WriteManyOptions, writeParts } from "./api/writes/write-parts";
export {
  type FailedItem,
  partlyWritten,
  type WriteResult,
  writeResult,
  type WrittenItem,
  writtenRecord,
} from "./api/writes/write-result";

export type { Change, ChangeBatch } from "./changes/change";
export type { ChangeQuery, FirstRun } from "./changes/change-query";
export type { ChangeSource, PollOptions } from "./changes/change-source";
export { changeSource, type ChangeSourceOptions } from "./changes/change-sources";
export { type Cursor, readCursor } from "./changes/cursor";
export { type ChangeProduct, costPerDay, type PollCost } from "./changes/poll-cost";

export { chooseOrg } from "./connect/choose-org";
export type { Connections, ListedConnection } from "./connect/connections";
export type { AskedConfirmation } from "./connect/confirmations";
export type { ConsentOutcome, ConsentOutcomes } from "./connect/consent-outcomes";
export type { ConsentStanding } from "./connect/consent-standing";
export type { ConsentRequest } from "./connect/consent-start";
export type { BrowserPrompt, ConsentReturn } from "./connect/browser-consent";
export type { Consents } from "./connect/consents";
export { adoptDeclared, type DeclaredGrant } from "./connect/declared";
export { disconnect, type Disconnected } from "./connect/disconnect";
export { finishRenames, renameConnection } from "./connect/rename";
export { testConnection, type TestOptions } from "./connect/test-connection";
export type { TestedConnection } from "./connect/tested-connection";
export type { OpenConsent } from "./connect/open-consent";
export type { PendingConsent } from "./connect/pending-consent";
export { type Fleet, type FleetFacts, fleetOf, type FleetVerdict, shortestRollout } from "./connect/fleet";
export { fleetOfConnection } from "./connect/fleet-of-connection";
export type { Consent, EstablishOptions } from "./connect/establish";
export { connectWithClientCredentials } from "./connect/client-credentials";
export type { DeviceRequest, StartedDevice } from "./connect/device-start";
export { connectWithCode, type GrantCode } from "./connect/grant-code";
export type { UnprovenGrants } from "./connect/unproven-grants";
export { connectWithRefreshToken } from "./connect/refresh-token";

export { ERROR_CLASSES, type ErrorClass } from "./errors/classes";
export { ERROR_CODES, type ErrorCode, type ErrorRow } from "./errors/codes";
export { type ErrorCause, type ErrorFacts, isZohoError, ZohoError } from "./errors/zoho-error";

export { type CallbackParameters, parseCallback } from "./oauth/callback";
export { parsePastedRedirect } from "./oauth/pasted-redirect";
export { parseSelfClientFile, type SelfClientFile } from "./oauth/self-client-file";

export type { OutboxParts, QueueOptions } from "./outbox/delivery-options";
export type { Keeping, Kept } from "./outbox/entries-to-keep";
export type { ExportedEntry } from "./outbox/exported-entries";
export { Outbox, type OrphanedQueue } from "./outbox/outbox";
export type { OutboxQueue } from "./outbox/outbox-queue";
export type { KeptAs, OutboxReport, QueueState, Reported, ReportedResult } from "./outbox/report";

export { abortSignalOf, type CancelSignal } from "./time/cancel-signal";
export { type Clock, systemClock } from "./time/clock";
export type { ClientSecrets } from "./tokens/client-secrets";
export { type Health, type TokenState, tokenState } from "./tokens/token-state";

export { emulatorRoute, throughEmulator } from "./transport/emulator-route";
export {
  type Transport,
  TransportError,
  type TransportRequest,
  type TransportResponse,
} from "./transport/transport";
export { canBeSentAgain, type StreamedBody, type TransportBody } from "./transport/transport-body";
export { createDispatcher } from "./transport/undici-dispatcher";
export { undiciTransport, type UndiciTransportOptions } from "./transport/undici-transport";

export { openFileVault } from "./vault/file-vault";
export { createMemoryVault } from "./vault/memory-vault";
export type { Connection } from "./vault/connection";
export type {
  AppOrgs,
  Elsewhere,
  PinLevel,
  Pins,
  ReachedOrgs,
  ToldEdition,
  Vault,
  VaultRecords,
} from "./vault/vault";

export { DATA_CENTERS, type DataCenter, type DataCenterCode } from "./zoho/data-centers";
export { type Environment, ENVIRONMENTS } from "./zoho/environments";
export {
  isOrgAppId,
  ORG_APP_IDS,
  type OrgAppId,
  type OrgName,
  ORG_PROBES,
  type OrgProbe,
} from "./zoho/org-probes";
export { type Product, type ProductId, PRODUCTS } from "./zoho/products";
export type { Realm } from "./zoho/realm";
