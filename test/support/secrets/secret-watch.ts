import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EMULATOR_TOKEN_PREFIX } from "../../../src/emulator/token-form";
import {
  READY_MADE_DEVICE_CLIENT,
  READY_MADE_MOBILE_CLIENT,
  READY_MADE_SELF_CLIENT,
  READY_MADE_SERVER_CLIENT,
} from "../../../src/emulator/ready-made-clients";
import { PROJECT_ROOT } from "../project-root";
import { isAllowed } from "./allowed-places";
import { type Channel, CHANNELS, type Secret, type SecretKind } from "./secret";
import { SecretSearch } from "./secret-search";
import { watchedFiles } from "./watched-files";
import { learnSecrets } from "./witness/learn-secrets";

/** A secret where it must not be. */
export interface Leak {
  readonly kind: SecretKind;
  readonly channel: Channel;
  /** A file, or what let it out. */
  readonly place: string;
  /** The word in which it stands, without the secret. */
  readonly word: string;
}

/** How much was looked at. */
export interface Amount {
  /** Lines of a log, messages, answers, files. */
  readonly outputs: number;
  readonly bytes: number;
}

/** What a search found, and in how much. */
export interface SearchReport {
  readonly leaks: readonly Leak[];
  readonly searched: Readonly<Record<Channel, Amount>>;
  /** How many different secrets there were to be found. */
  readonly secrets: Readonly<Partial<Record<SecretKind, number>>>;
}

/** Preloaded into a process, it writes down what the process lets out. */
export const WITNESS = join(PROJECT_ROOT, "test", "support", "secrets", "witness", "witness.js");

/** The clients that every emulator begins with. */
const READY_MADE: readonly Secret[] = [
  READY_MADE_SERVER_CLIENT,
  READY_MADE_SELF_CLIENT,
  READY_MADE_MOBILE_CLIENT,
  READY_MADE_DEVICE_CLIENT,
].map(({ clientSecret }) => ({ kind: "client secret", value: clientSecret, as: "text" }));

/** What every token of an emulator carries, also of one in a process that nobody watches. */
const MARK: Secret = {
  kind: "unknown secret",
  value: EMULATOR_TOKEN_PREFIX.replace("1000.", ""),
  as: "text",
};

const FLOW_FILE = "flows.json";
/** With the copy that Node-RED keeps of the one before. */
const CREDENTIALS_FILE = /^\.?flows_cred\.json/;

interface UserDirectory {
  /**
   * The flow file before Node-RED was started: in one that is written by hand credentials may stand in clear, until
   * Node-RED writes it for the first time.
   */
  readonly flows: string | undefined;
  readonly credentials: "sealed" | "in clear";
}

interface Output {
  readonly channel: Channel;
  readonly place: string;
  readonly text: string;
}

/**
 * Watches everything that a test starts: knows each secret that is made, and where something could let it out. The
 * outputs of processes come from files that the witness in them writes.
 */
export class SecretWatch {
  readonly #secrets = new Map<string, Secret>(READY_MADE.map((secret) => [secret.value, secret]));
  readonly #outputs: (() => Output)[] = [];
  readonly #userDirs = new Map<string, UserDirectory>();
  readonly #leaks: Leak[] = [];

  /** @param directory an empty one, for what witnesses write */
  constructor(readonly directory: string) {
    learnSecrets((secret) => this.learn([secret]));
  }

  /** More secrets to look for. */
  learn(secrets: readonly Secret[]): void {
    for (const secret of secrets) this.#secrets.set(secret.value, secret);
  }

  /** Something that grows and that is looked at when it is searched. */
  output(channel: Channel, place: string, text: () => string): void {
    this.#outputs.push(() => ({ channel, place, text: text() }));
  }

  /**
   * A user directory; what is in it counts at each search, save what the test or Node-RED's user has put there in clear.
   *
   * @param credentials `in clear`: `credentialSecret: false` tells Node-RED not to seal them, from now on
   */
  async userDirectory(path: string, credentials: "sealed" | "in clear"): Promise<void> {
    const wasInClear = this.#userDirs.get(path)?.credentials === "in clear";
    this.#userDirs.set(path, {
      flows: await readFile(join(path, FLOW_FILE), "latin1").catch(() => undefined),
      credentials: wasInClear ? "in clear" : credentials,
    });
  }

  /** The environment by which a witness in another process finds its way back. @param port whose answers count */
  environment(port: number): Readonly<Record<string, string>> {
    return { ZOHO_WITNESS: this.directory, ZOHO_WITNESS_PORT: String(port) };
  }

  /** Every secret that is known by now, those of other processes included. */
  async secrets(): Promise<readonly Secret[]> {
    for (const file of await this.#witnessed("secrets")) {
      this.learn(
        file.text
          .split("\n")
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Secret),
      );
    }
    return [...this.#secrets.values()];
  }

  /** Looks at the files of a user directory as they are now; they may be gone later. */
  async look(userDir: string): Promise<void> {
    const search = new SecretSearch(await this.secrets());
    for (const file of await this.#filesIn(userDir)) this.#leaks.push(...leaksIn(search, file));
  }

  /** Looks everywhere for every secret. */
  async search(): Promise<SearchReport> {
    const secrets = await this.secrets();
    const search = new SecretSearch([...secrets, MARK]);
    const searched = new Map<Channel, Amount>();
    const leaks = [...this.#leaks];
    for await (const output of this.#everything()) {
      const before = searched.get(output.channel) ?? { outputs: 0, bytes: 0 };
      searched.set(output.channel, {
        outputs: before.outputs + outputsIn(output),
        bytes: before.bytes + output.text.length,
      });
      leaks.push(...leaksIn(search, output));
    }
    return {
      leaks: [...new Map(leaks.map((leak) => [JSON.stringify(leak), leak])).values()],
      searched: Object.fromEntries(
        CHANNELS.map((channel) => [channel, searched.get(channel) ?? { outputs: 0, bytes: 0 }]),
      ) as Record<Channel, Amount>,
      secrets: countByKind(secrets),
    };
  }

  async *#everything(): AsyncGenerator<Output> {
    for (const output of this.#outputs) yield output();
    for (const channel of CHANNELS) {
      for (const { place, text } of await this.#witnessed(channel)) yield { channel, place, text };
    }
    for (const userDir of this.#userDirs.keys()) yield* await this.#filesIn(userDir);
  }

  /** What the processes have left on disk, without what the test itself has put there. */
  async #filesIn(userDir: string): Promise<readonly Output[]> {
    const files = await watchedFiles(userDir);
    const { flows, credentials } = this.#userDirs.get(userDir) ?? {};
    return files
      .filter(({ path, text }) => path !== FLOW_FILE || text !== flows)
      .filter(({ path }) => credentials !== "in clear" || !CREDENTIALS_FILE.test(path))
      .map(({ channel, path, text }) => ({ channel, place: path, text }));
  }

  async #witnessed(name: string): Promise<readonly { readonly place: string; readonly text: string }[]> {
    const files = (await readdir(this.directory)).filter((file) => file.startsWith(`${name}.`));
    return Promise.all(
      files.map(async (file) => ({
        place: file,
        text: await readFile(join(this.directory, file), "latin1"),
      })),
    );
  }
}

function leaksIn(search: SecretSearch, { channel, place, text }: Output): readonly Leak[] {
  const findings = search.in(text);
  return findings.flatMap(({ secret: { kind }, word }) => {
    if (isAllowed(kind, channel, place, word)) return [];
    return [{ kind, channel, place, word: word.slice(0, 300) }];
  });
}

function countByKind(secrets: readonly Secret[]): SearchReport["secrets"] {
  const counts: Partial<Record<SecretKind, number>> = {};
  for (const { kind } of secrets) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Files count as one, answers by their first line, everything else by lines. */
function outputsIn({ channel, text }: Output): number {
  switch (channel) {
    case "flows":
    case "vault":
    case "file":
      return 1;
    case "answer":
      return text.split("HTTP/1.1 ").length - 1;
    default:
      return text.split("\n").length - 1;
  }
}
