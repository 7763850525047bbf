import type { FileReport } from "../../test/support/secrets/canary-run";
import { type Channel, CHANNELS, SECRET_KINDS, type SecretKind } from "../../test/support/secrets/secret";

/** What a run has searched and found. */
export interface CanarySummary {
  /** For people. */
  readonly text: string;
  readonly leaks: number;
  /** Kinds of secrets that were never made, and channels that nothing came out of: there nothing can be found. */
  readonly blind: readonly string[];
}

/** Adds up what each test file has searched. */
export function canarySummary(reports: readonly FileReport[]): CanarySummary {
  const kinds = SECRET_KINDS.filter((kind) => kind !== "unknown secret" && kind !== "scope token");
  const secrets = kinds.map((kind) => [kind, sum(reports, (report) => report.secrets[kind] ?? 0)] as const);
  const searched = CHANNELS.map((channel) => [channel, amountOf(reports, channel)] as const);
  const leaks = sum(reports, (report) => report.leaks.length);
  const searchMs = sum(reports, (report) => report.searchMs);
  const lines = [
    `${String(reports.length)} test files; the searches took ${(searchMs / 1000).toFixed(1)} s in all`,
    ...secrets.map(([kind, count]) => line(kind, `${String(count)} different ones`)),
    ...searched.map(([channel, { outputs, bytes }]) =>
      line(channel, `${String(outputs)} searched, ${(bytes / 1e6).toFixed(2)} MB`),
    ),
    `${String(leaks)} leaks`,
  ];
  const blind = [
    ...secrets.filter(([, count]) => count === 0).map(([kind]) => kind),
    ...searched.filter(([, { outputs }]) => outputs === 0).map(([channel]) => channel),
  ];
  return { text: lines.join("\n"), leaks, blind };
}

function amountOf(reports: readonly FileReport[], channel: Channel): { outputs: number; bytes: number } {
  return {
    outputs: sum(reports, ({ searched }) => searched[channel].outputs),
    bytes: sum(reports, ({ searched }) => searched[channel].bytes),
  };
}

function line(name: SecretKind | Channel, text: string): string {
  return `  ${name.padEnd(20)}${text}`;
}

function sum(reports: readonly FileReport[], of: (report: FileReport) => number): number {
  return reports.reduce((total, report) => total + of(report), 0);
}
