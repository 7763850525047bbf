/**
 * A real Node-RED for tests: a child process on loopback, with its own user directory and the built package.
 *
 * Messages go in through `probe-in` nodes and come out at `probe-out` nodes, named by their node id. Everything
 * is pushed, so a test waits for what it wants to see and never sleeps.
 */
import { Arrivals } from "./arrivals";
import { placed, type FlowNode } from "./flow";
import { freePort } from "./free-port";
import { AdminApi, type AdminRequest } from "./node-red-admin";
import type { Completion, DeployType, FlowMessage, NodeRedOptions, NodeStatus } from "./node-red-options";
import { NodeRedProcess, type Ending, type ProbeReport } from "./node-red-process";
import { prepareUserDirectory, type ExtraSettings } from "./node-red-user-directory";
import { decode, encode } from "./probe-node/wire-format";
import { nodeRedRuntime, type NodeRedRuntime } from "./runtimes";
import { debugEnvironment } from "./secrets/canary-run";
import { watchOfThisFile } from "./secrets/file-watch";
import { type SecretWatch, WITNESS } from "./secrets/secret-watch";
import { secretsInEnvironment, secretsInFlows } from "./secrets/typed-secrets";

export type { FlowNode } from "./flow";
export type { AdminRequest } from "./node-red-admin";
export type { Completion, DeployType, FlowMessage, NodeRedOptions, NodeStatus } from "./node-red-options";

/** Generous, because other tests may be busy on the same two cores. */
const START_TIMEOUT_MS = 60_000;
const WAIT_TIMEOUT_MS = 20_000;
const PORT_ATTEMPTS = 3;

/**
 * Starts Node-RED and waits until its flows run and its port answers.
 *
 * @throws Error with the log's end where it did not start, e.g. because a flow needs an unknown node type
 */
export async function startNodeRed(options: NodeRedOptions): Promise<NodeRed> {
  const runtime = await nodeRedRuntime(options.version);
  const watch = options.watch ?? watchOfThisFile();
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const userDir = await prepareUserDirectory({ ...options, package: options.package ?? "linked", port });
    const nodeRed = new NodeRed({
      runtime,
      userDir,
      port,
      env: { ...debugEnvironment(), ...options.env, ...watch?.environment(port) },
      root: adminRoot(options.settings),
      watch,
    });
    await watch?.userDirectory(userDir, credentialsAre(options.settings));
    watch?.output("log", `Node-RED on port ${port}`, () => nodeRed.log());
    watch?.learn([...secretsInFlows(options.flows ?? []), ...secretsInEnvironment(options.env ?? {})]);
    try {
      await nodeRed.start();
      return nodeRed;
    } catch (error) {
      await nodeRed.stop("SIGKILL");
      const portTaken = nodeRed.log().includes("port in use");
      if (!portTaken || options.port !== undefined || attempt === PORT_ATTEMPTS) {
        throw error;
      }
    }
  }
}

/** Everything that stays the same over restarts. */
interface Home {
  readonly runtime: NodeRedRuntime;
  readonly userDir: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly root: string;
  readonly watch: SecretWatch | undefined;
}

/** A Node-RED that a test started; stop it at the test's end. */
export class NodeRed {
  /** Address of the HTTP server, without a slash at its end. */
  readonly url: string;
  /** Address of editor and admin API, with a slash at its end. */
  readonly adminUrl: string;
  readonly userDir: string;
  readonly port: number;
  readonly #home: Home;
  readonly #admin: AdminApi;
  readonly #messages = new Arrivals<FlowMessage>("messages at");
  readonly #statuses = new Arrivals<NodeStatus>("statuses of");
  readonly #completions = new Arrivals<Completion>("completions of");
  readonly #events = new Arrivals<true>("events");
  #process: NodeRedProcess | undefined;
  #log = "";
  /** Where the log of the present run begins. */
  #logStart = 0;

  /** @internal use {@link startNodeRed} */
  constructor(home: Home) {
    this.#home = home;
    this.userDir = home.userDir;
    this.port = home.port;
    this.url = `http://127.0.0.1:${home.port}`;
    this.adminUrl = new URL(home.root, this.url).href;
    this.#admin = new AdminApi(this.adminUrl);
  }

  /** The process id, while it runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts it after a stop or a crash: same directory, same port. What came in before is kept. */
  async start(): Promise<void> {
    if (this.#process !== undefined) {
      throw new Error("Node-RED is already running");
    }
    const { runtime, userDir, env, watch } = this.#home;
    const child = new NodeRedProcess({
      runtime,
      userDir,
      env,
      preload: watch === undefined ? [] : [WITNESS],
      onReport: (report) => this.#take(report),
      onOutput: (text) => this.#hear(text),
    });
    this.#process = child;
    for (const arrivals of this.#all()) {
      arrivals.reopen();
    }
    this.#events.forget();
    this.#logStart = this.#log.length;
    void child.ended.then(({ code, signal }) => {
      this.#process = undefined;
      for (const arrivals of this.#all()) {
        arrivals.close(`Node-RED ended (code ${code}, signal ${signal})`);
      }
    });
    await this.#event("flows-started", 1);
    await this.#event("listening", 1);
  }

  /** Ends it: SIGTERM lets nodes close, SIGKILL is a power cut. Without effect where it has ended already. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<Ending | undefined> {
    const ending = await this.#process?.end(signal);
    if (ending !== undefined) await this.#home.watch?.look(this.userDir);
    return ending;
  }

  /** Stops and starts again. */
  async restart(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    await this.stop(signal);
    await this.start();
  }

  /** Resolves when the process ends by itself. */
  async ended(): Promise<Ending | undefined> {
    return this.#process?.ended;
  }

  /** Calls the admin API, signed in if {@link login} was called. @param path relative, e.g. `nodes` */
  admin(path: string, init: AdminRequest = {}): Promise<Response> {
    return this.#admin.call(path, init);
  }

  /** Signs in where `adminAuth` is set; later calls of {@link admin} and {@link deploy} carry the token. */
  login(username: string, password: string, scope = "*"): Promise<void> {
    return this.#admin.login(username, password, scope);
  }

  /** Deploys and waits until the new flows run. `reload` reads the flow file again. */
  async deploy(flows: readonly FlowNode[], type: DeployType = "full"): Promise<void> {
    this.#home.watch?.learn(secretsInFlows(flows));
    const before = this.#events.of("flows-started").length;
    this.#events.reopen();
    await this.#admin.postFlows(placed(flows), type);
    await this.#event("flows-started", before + 1);
  }

  /** Sends a message out of a `probe-in` node; resolves when it has been handed to the flow. */
  async inject(probeId: string, msg: FlowMessage): Promise<void> {
    await this.#ask({ kind: "inject", probe: probeId, msg: encode(msg) });
  }

  /** Everything that a `probe-out` node has received until now. */
  async messages(probeId: string): Promise<readonly FlowMessage[]> {
    await this.#ask({ kind: "flush" });
    return this.#messages.of(probeId);
  }

  /**
   * Waits until a `probe-out` node has received so many messages, or one that meets the condition.
   *
   * @returns all messages of this probe; those before the call count
   */
  waitFor(
    probeId: string,
    wanted: number | ((msg: FlowMessage) => boolean) = 1,
    timeoutMs = WAIT_TIMEOUT_MS,
  ): Promise<readonly FlowMessage[]> {
    return this.#explained(this.#messages.until(probeId, enough(wanted), timeoutMs));
  }

  /** Every status that a node has shown, oldest first. */
  async statuses(nodeId: string): Promise<readonly NodeStatus[]> {
    await this.#ask({ kind: "flush" });
    return this.#statuses.of(nodeId);
  }

  /** Waits until a node has shown so many statuses, or one that meets the condition. */
  waitForStatus(
    nodeId: string,
    wanted: number | ((status: NodeStatus) => boolean) = 1,
    timeoutMs = WAIT_TIMEOUT_MS,
  ): Promise<readonly NodeStatus[]> {
    return this.#explained(this.#statuses.until(nodeId, enough(wanted), timeoutMs));
  }

  /** Waits until one of our nodes has called `done` so many times; also those of a node that was closed meanwhile. */
  waitForDone(nodeId: string, wanted: number): Promise<readonly Completion[]> {
    return this.#explained(this.#completions.until(nodeId, enough(wanted), WAIT_TIMEOUT_MS));
  }

  /** Every `done` of one of our nodes until now, in their order. */
  async completions(nodeId: string): Promise<readonly Completion[]> {
    await this.#ask({ kind: "flush" });
    return this.#completions.of(nodeId);
  }

  /** Forgets messages, completions and statuses that came in so far. */
  forget(): void {
    this.#messages.forget();
    this.#completions.forget();
    this.#statuses.forget();
  }

  /** Standard output and error of all runs, log level trace. */
  log(): string {
    return this.#log;
  }

  #ask(request: Parameters<NodeRedProcess["ask"]>[0]): Promise<void> {
    if (this.#process === undefined) {
      return Promise.reject(new Error("Node-RED is not running"));
    }
    return this.#process.ask(request);
  }

  #all(): readonly Pick<Arrivals<unknown>, "close" | "reopen">[] {
    return [this.#messages, this.#statuses, this.#completions, this.#events];
  }

  /** Waits for what a start or a Deploy brings. */
  async #event(name: "flows-started" | "listening", count: number): Promise<void> {
    await this.#explained(this.#events.until(name, enough(count), START_TIMEOUT_MS));
  }

  /** A wait whose failure carries the end of the log: there stands why nothing came. */
  async #explained<T>(wait: Promise<T>): Promise<T> {
    try {
      return await wait;
    } catch (error) {
      throw new Error(`Node-RED: ${(error as Error).message}\n${this.#story()}`, { cause: error });
    }
  }

  /** The end of the log for the text of a failure, without what only a search would look for. */
  #story(): string {
    const lines = this.#log.slice(this.#logStart).split("\n");
    return lines
      .filter((line) => !/\[(trace|debug)\]/.test(line))
      .slice(-30)
      .join("\n");
  }

  #take(report: ProbeReport): void {
    switch (report.kind) {
      case "message":
        this.#messages.add(report.probe, decode(report.msg) as FlowMessage);
        return;
      case "status":
        this.#statuses.add(report.node, decode(report.status) ?? {});
        return;
      case "done":
        this.#completions.add(report.node, { msgid: report.msgid, error: report.error });
        return;
      case "flows-started":
        this.#events.add("flows-started", true);
        return;
      case "flows-blocked":
        this.#events.close(`the flows can't start: ${report.reason}`);
        return;
    }
  }

  #hear(text: string): void {
    this.#log += text;
    const thisRun = this.#log.slice(this.#logStart);
    if (
      this.#events.of("listening").length === 0 &&
      /Server now running at|Running in headless mode/.test(thisRun)
    ) {
      this.#events.add("listening", true);
    }
  }
}

function enough<T>(wanted: number | ((item: T) => boolean)): (items: readonly T[]) => boolean {
  return typeof wanted === "number" ? (items) => items.length >= wanted : (items) => items.some(wanted);
}

function credentialsAre(settings: ExtraSettings | undefined): "sealed" | "in clear" {
  return typeof settings === "object" && settings["credentialSecret"] === false ? "in clear" : "sealed";
}

function adminRoot(settings: ExtraSettings | undefined): string {
  const root = typeof settings === "object" ? settings["httpAdminRoot"] : undefined;
  return typeof root === "string" ? `/${root.replace(/^\/+|\/+$/g, "")}/`.replace("//", "/") : "/";
}
