import type { Overview } from "../../overview/overview-api";
import { failureText, overview as askOverview, RouteFailure } from "../admin-routes";
import type { Translate } from "../red";
import { addStyle } from "../style";
import { drawConnections, drawHealth } from "./draw-connections";
import { drawErrors } from "./draw-errors";
import { drawLanes } from "./draw-lanes";
import { drawOrphans } from "./draw-orphans";
import { drawOutbox } from "./draw-outbox";
import { addClient, clientsInEditor, labelOf } from "./nodes-in-editor";
import { healthNews, inNeed } from "./overview-parts";
import { Section } from "./section";
import { addSidebarStyle } from "./sidebar-style";
import { type Looked, lookWhileSeen } from "./while-seen";

type Draw = (overview: Overview, translate: Translate, refresh: () => Promise<void>) => readonly JQuery[];

/** In the order in which they stand; each with what of the answer it shows. */
const SECTIONS: Readonly<
  Record<string, { readonly draw: Draw; readonly facts: (overview: Overview) => unknown }>
> = {
  connections: {
    draw: drawConnections,
    facts: ({ clients, connections, connectionsLeftOut }) => [clients, connections, connectionsLeftOut],
  },
  orphans: { draw: drawOrphans, facts: ({ connections, outbox }) => [connections, outbox.orphans] },
  outbox: { draw: drawOutbox, facts: ({ outbox }) => outbox },
  calls: { draw: drawLanes, facts: ({ lanes }) => lanes },
  errors: { draw: drawErrors, facts: ({ errors }) => errors },
};

/** What the tab of the sidebar shows, and its look at the runtime. */
export class ZohoSidebar {
  readonly content = $("<div>").addClass("zoho-sidebar");
  /** Of the footer: from when what is shown is. */
  readonly asOf = $("<span>");
  private readonly summary = $("<span>").addClass("zoho-summary");
  private readonly failure = $("<p>", { class: "zoho-message", role: "alert" }).attr("data-kind", "error");
  /** Read out to who can't see what has changed. */
  private readonly news = $("<div>", {
    class: "zoho-visually-hidden",
    role: "status",
    "aria-live": "polite",
  });
  private readonly sections: readonly (readonly [string, Section])[];
  private readonly looking: ReturnType<typeof lookWhileSeen>;
  private shown: Overview | undefined;

  constructor(private readonly translate: Translate) {
    addStyle();
    addSidebarStyle();
    this.sections = Object.keys(SECTIONS).map((part) => [
      part,
      new Section(`zoho-sidebar-${part}`, translate(`zoho-client.sidebar.section.${part}`)),
    ]);
    const body = $("<div>")
      .addClass("zoho-sidebar-body")
      .append(
        this.failure,
        this.sections.map(([, { element }]) => element),
      );
    this.content.append(this.header(), this.news, body);
    const [element = document.body] = this.content;
    this.looking = lookWhileSeen(element, () => this.look());
  }

  /** Looks at once. */
  refresh(): Promise<void> {
    return this.looking.now();
  }

  end(): void {
    this.looking.end();
  }

  private header(): JQuery {
    const { translate } = this;
    const tool = (id: string, icon: string, press: () => void): JQuery =>
      $("<button>", { type: "button", class: "red-ui-sidebar-header-button", id: `zoho-sidebar-${id}` })
        .attr({
          "aria-label": translate(`zoho-client.sidebar.${id}`),
          title: translate(`zoho-client.sidebar.${id}`),
        })
        .append($("<i>", { class: `fa ${icon}`, "aria-hidden": "true" }))
        .on("click", press);
    return $("<div>")
      .addClass("red-ui-sidebar-header")
      .append(
        this.summary,
        $("<span>")
          .addClass("button-group")
          .append(
            tool("refresh", "fa-refresh", () => void this.refresh()),
            tool("addClient", "fa-plus", () => addClient(translate)),
            tool("help", "fa-book", () => RED.sidebar.help.show("zoho-client")),
          ),
      );
  }

  private async look(): Promise<Looked> {
    try {
      this.show(await askOverview());
      return "well";
    } catch (error) {
      const isRefused = error instanceof RouteFailure && (error.status === 401 || error.status === 403);
      const text = isRefused
        ? this.translate("zoho-client.sidebar.forbidden")
        : failureText(error, this.translate);
      // The same text again would be read out again.
      if (this.failure.text() !== text) this.failure.text(text);
      return isRefused ? "refused" : "failed";
    }
  }

  private show(overview: Overview): void {
    const { translate } = this;
    this.failure.empty();
    const { connections, at } = overview;
    const news = healthNews(this.shown?.connections, connections);
    if (news.length > 0)
      this.news.text(
        news.map((one) => `${one.name}: ${drawHealth(one, translate).text().trim()}`).join(". "),
      );
    this.shown = overview;
    const count = connections.length + overview.connectionsLeftOut;
    const need = inNeed(overview);
    this.summary.text(
      translate(`zoho-client.sidebar.summary.${need === 0 ? "well" : "need"}`, { count, need }),
    );
    this.asOf.text(translate("zoho-client.sidebar.asOf", { time: new Date(at).toLocaleTimeString() }));
    // A client or node that is renamed or deleted in the editor is shown so, although the runtime says the same.
    const names = clientsInEditor().map((id) => [id, labelOf(id)]);
    for (const [part, section] of this.sections) {
      const shownPart = SECTIONS[part];
      if (shownPart === undefined) continue;
      section.show([names, shownPart.facts(overview)], () =>
        shownPart.draw(overview, translate, () => this.refresh()),
      );
    }
  }
}
