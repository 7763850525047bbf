/** How the listener under Zoho's real names begins. */
export interface TlsOptions {
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Address to listen on; default: that of the http port. */
  readonly host?: string;
  /** Where the certificate of the test CA is written, for `NODE_EXTRA_CA_CERTS`; default: nowhere. */
  readonly caFile?: string;
}

/** What a client needs to come in under Zoho's real names. */
export interface TlsInfo {
  readonly port: number;
  /** The address that names of Zoho's hosts have to be pointed at. */
  readonly host: string;
  /** Absolute path of the file with the CA's certificate. */
  readonly caFile?: string;
  /** The CA's certificate, PEM. */
  readonly ca: string;
}
