export interface ErrorSwitchConfig {
  version: number;
  name: string;
}

export const ERROR_SWITCH_DEFAULTS: ErrorSwitchConfig = { version: 1, name: "" };
