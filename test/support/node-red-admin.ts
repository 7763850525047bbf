import type { FlowNode } from "./flow";
import type { DeployType } from "./node-red-options";

/** A call of the admin API. */
export type AdminRequest = Omit<RequestInit, "headers"> & {
  readonly headers?: Readonly<Record<string, string>>;
};

/** Node-RED's admin API as one signed-in person sees it. */
export class AdminApi {
  #bearer: string | undefined;

  /** @param root with a slash at its end */
  constructor(private readonly root: string) {}

  /** @param path relative to the root */
  async call(path: string, init: AdminRequest = {}): Promise<Response> {
    // A kept-alive connection to a process that was killed would fail the first call after its restart.
    const headers = new Headers({ connection: "close", accept: "application/json", ...init.headers });
    if (this.#bearer !== undefined && !headers.has("authorization")) {
      headers.set("authorization", `Bearer ${this.#bearer}`);
    }
    return fetch(new URL(path, this.root), { ...init, headers });
  }

  /** Signs in for all later calls. @param scope what is asked for, e.g. `read`; a person may not have `*` */
  async login(username: string, password: string, scope = "*"): Promise<void> {
    const form = { client_id: "node-red-admin", grant_type: "password", scope, username, password };
    const response = await this.call("auth/token", { method: "POST", body: new URLSearchParams(form) });
    await expectSuccess(response);
    this.#bearer = ((await response.json()) as { access_token: string }).access_token;
  }

  /** Hands flows over; they start after the answer. */
  async postFlows(flows: readonly FlowNode[], type: DeployType): Promise<void> {
    const headers = { "content-type": "application/json", "node-red-deployment-type": type };
    await expectSuccess(await this.call("flows", { method: "POST", headers, body: JSON.stringify(flows) }));
  }
}

async function expectSuccess(response: Response): Promise<void> {
  if (!response.ok) {
    throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  }
}
