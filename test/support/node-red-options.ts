import type { FlowNode } from "./flow";
import type { ExtraSettings } from "./node-red-user-directory";
import type { NodeRedVersion } from "./runtimes";
import type { SecretWatch } from "./secrets/secret-watch";

/** A message as a flow sends it. */
export type FlowMessage = Record<string, unknown>;

/** A node's status; empty where it was cleared. */
export interface NodeStatus {
  readonly fill?: string;
  readonly shape?: string;
  readonly text?: string;
}

/** A message that one of our nodes has called `done` for. */
export interface Completion {
  /** The message's `_msgid`. */
  readonly msgid: string;
  /** The error's code, or its text where it has none; undefined where `done` was called without an error. */
  readonly error?: string | undefined;
}

/** What kind of Deploy. */
export type DeployType = "full" | "nodes" | "flows" | "reload";

/** What to start; only the version has no default. */
export interface NodeRedOptions {
  readonly version: NodeRedVersion;
  readonly flows?: readonly FlowNode[];
  readonly settings?: ExtraSettings;
  /** The whole environment besides PATH, HOME and LANG. */
  readonly env?: Readonly<Record<string, string>>;
  /** A directory of an earlier run. */
  readonly userDir?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Default `linked`: the built package; `none`: only Node-RED's own nodes. */
  readonly package?: "linked" | "none";
  /** Who looks for secrets in what it lets out. Default: that of the test file, which fails where one is found. */
  readonly watch?: SecretWatch;
}
