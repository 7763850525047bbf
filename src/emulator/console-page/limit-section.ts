import { limitViews, type LimitView } from "../control/limit-views";
import type { World } from "../world";
import { buttonForm, field } from "./button-form";
import { markup, type Markup } from "./markup";
import { meter, table } from "./table";

/** What is used of each limit, and a button that makes the API refuse as if all were. */
export function limitSection(world: World): Markup {
  const views = limitViews(world);
  const throttle = buttonForm({
    section: "limits",
    content: field(
      "Next API calls",
      markup`<input type="number" name="calls" value="3" min="1" max="1000000" required>`,
    ),
    buttons: [{ press: "throttleApi", label: "Throttle them" }],
  });
  return markup`${[
    limitTable("Live refresh tokens, per person and client", views.refreshTokens),
    limitTable("Grants and refresh tokens given in ten minutes", views.inTenMinutes),
    limitTable("CRM credits in 24 hours, per org", views.crmCreditsOfTheDay),
    limitTable("CRM calls in flight, per org and client", views.crmCallsInFlight),
  ]}<div class="row">${throttle}</div>`;
}

function limitTable(caption: string, views: readonly LimitView[]): Markup {
  return table({
    caption,
    columns: ["Whose", "Used"],
    rows: views.map(({ of, used, limit }) => [of, meter(used, limit)]),
    empty: "None used.",
  });
}
