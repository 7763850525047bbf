/**
 * A part of the sidebar with a heading, drawn anew only where something has changed: what is being read or has the
 * focus stays where it is.
 */
export class Section {
  readonly element: JQuery;
  private readonly body = $("<div>");
  private drawn = "";

  /** @param id of its heading */
  constructor(id: string, heading: string) {
    this.element = $("<section>", { "aria-labelledby": id })
      .append($("<h4>", { id }).text(heading), this.body)
      .hide();
  }

  /**
   * @param facts all that what is drawn depends on
   * @param draw draws it; nothing hides the section
   */
  show(facts: unknown, draw: () => readonly JQuery[]): void {
    const signature = JSON.stringify(facts);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const focused = this.body.find(":focus").attr("data-key");
    const parts = draw();
    this.body.empty().append([...parts]);
    this.element.toggle(parts.length > 0);
    if (focused === undefined) return;
    const keys = this.body.find("[data-key]").toArray();
    keys.find((element) => element.getAttribute("data-key") === focused)?.focus();
  }
}
