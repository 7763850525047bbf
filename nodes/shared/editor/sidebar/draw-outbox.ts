import { endsByItself } from "../../../../src/errors/classes";
import type { Overview, OverviewQueue } from "../../overview/overview-api";
import type { Translate } from "../red";
import { hint, mark, row, table, timeText } from "./elements";
import { nodeLink } from "./nodes-in-editor";
import type { Tone } from "./overview-parts";

/** Writes that are kept on disk. Nothing where no node keeps any. */
export function drawOutbox({ outbox }: Overview, translate: Translate): readonly JQuery[] {
  const { queues, problem, isOpening } = outbox;
  const parts: JQuery[] = [];
  if (queues.length > 0) {
    const columns = ["node", "kept"].map((column) => translate(`zoho-client.sidebar.column.${column}`));
    const label = translate("zoho-client.sidebar.section.outbox");
    parts.push(
      table(
        label,
        columns,
        queues.map((queue) => drawQueue(queue, translate)),
      ),
    );
  }
  if (problem !== undefined) parts.push(hint(`${problem.reason} ${problem.remedy}`));
  else if (isOpening) parts.push(hint(translate("zoho-client.sidebar.outboxOpening")));
  return parts;
}

function drawQueue(queue: OverviewQueue, translate: Translate): JQuery {
  const { node, records, oldestAt, held } = queue;
  const [tone, word] = stateOf(queue);
  const hints = [
    ...(oldestAt === undefined
      ? []
      : [translate("zoho-client.sidebar.keptSince", { time: timeText(oldestAt) })]),
    ...(held === undefined ? [] : [`${held.reason} ${held.remedy}`]),
  ];
  return row(
    [
      nodeLink("outbox", { id: node }, translate),
      mark(tone, translate(`zoho-client.sidebar.queue.${word}`)),
      ...hints.map(hint),
    ],
    records.toLocaleString(),
  ).attr("data-queue", node);
}

function stateOf({ paused, held, records }: OverviewQueue): readonly [Tone, string] {
  if (paused) return ["none", "paused"];
  if (held !== undefined) return endsByItself(held.class) ? ["waiting", "held"] : ["bad", "heldForSomebody"];
  return records === 0 ? ["good", "empty"] : ["waiting", "delivering"];
}
