/** The emulator of Zoho, for tests, demos and examples. */
export { isEmulatorClientId } from "./client-id";
export {
  READY_MADE_BROWSER_CLIENT,
  READY_MADE_DEVICE_CLIENT,
  READY_MADE_MOBILE_CLIENT,
  READY_MADE_SELF_CLIENT,
  READY_MADE_SERVER_CLIENT,
  type ReadyMadeClient,
} from "./ready-made-clients";
export { RecordCountError } from "./crm/record-counts";
export type { ReadyInfo } from "./ready-info";
export { SettingsError } from "./settings/change-settings";
export { type EmulatorSettings, SETTINGS } from "./settings/settings-table";
export { type EmulatorOptions, type RunningEmulator, startEmulator } from "./start-emulator";
export { StateFileError } from "./state/state-file";
export type { ClockStart } from "./time/virtual-clock";
export { CaFileError } from "./tls/open-real-names";
export type { TlsInfo, TlsOptions } from "./tls/tls-info";
