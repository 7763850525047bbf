import { foreignControlRequest } from "../control/refuse-foreign";
import type { EmulatedRequest } from "../http/emulated-request";
import { html, json, type Reply } from "../http/reply";
import { errorPage } from "../pages/error-page";
import { layout } from "../pages/layout";
import type { World } from "../world";
import { clientSection } from "./client-section";
import { clockSection } from "./clock-section";
import { faultSection } from "./fault-section";
import { limitSection } from "./limit-section";
import { markup, type Markup } from "./markup";
import type { Note } from "./note-board";
import { peopleSection } from "./people-section";
import { pressButton } from "./press-button";
import { requestSection } from "./request-section";
import { resetSection } from "./reset-section";
import { section, type SectionId, sectionLinks } from "./section";
import { settingSection } from "./setting-section";
import { CONSOLE_STYLE } from "./style";
import { tokenSection } from "./token-section";

const SECTIONS: Readonly<Record<SectionId, (world: World) => Markup>> = {
  clock: clockSection,
  tokens: tokenSection,
  limits: limitSection,
  faults: faultSection,
  settings: settingSection,
  people: peopleSection,
  clients: clientSection,
  requests: requestSection,
  reset: resetSection,
};

/**
 * Beside what holds for all pages: forms go nowhere else, and the browser names the page's origin with them. With
 * `no-referrer` it would say `null`, and the page could not be told from a foreign one.
 */
const CONSOLE_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "Referrer-Policy": "same-origin",
} as const;

/** `/`: the console for people. GET shows, POST presses a button; only on loopback, and only from the page itself. */
export function consolePage(world: World, request: EmulatedRequest): Reply {
  const isPost = request.method === "POST";
  if (!isPost && request.method !== "GET" && request.method !== "HEAD") {
    return json(405, { error: "method_not_allowed", message: "use GET or POST" });
  }
  const { host } = request.headers;
  // Links from anywhere may lead here, so of a GET only the host is looked at.
  const foreign = foreignControlRequest(isPost ? request.headers : host === undefined ? {} : { host });
  if (foreign !== undefined) {
    return html(
      403,
      errorPage("Not from here", `${foreign}. Open ${world.origin()}/ on the emulator's own machine.`),
    );
  }
  if (isPost) return pressButton(world, request);
  const note = world.notes.get(Number(request.query.get("note") ?? Number.NaN));
  const page = html(200, render(world, note));
  return { ...page, headers: { ...page.headers, ...CONSOLE_HEADERS } };
}

function render(world: World, note: Note | undefined): string {
  const sections = (Object.keys(SECTIONS) as readonly SectionId[]).map((id) =>
    section(id, note, SECTIONS[id](world)),
  );
  const { source } =
    markup`<p>Zoho Accounts and Zoho's APIs on this machine, at <code>${world.origin()}</code>. What you press here
happens at once and is seen by every app that uses it. <a href="/">Refresh the page</a></p>${sectionLinks()}${sections}`;
  return layout("Zoho emulator", source, {
    style: CONSOLE_STYLE,
    first: `<a class="skip" href="#main">Skip to the content</a>`,
  });
}
