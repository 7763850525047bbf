import { isProductId, PRODUCTS } from "../../../../src/zoho/products";
import type { Overview, ReportedError } from "../../overview/overview-api";
import type { Translate } from "../red";
import { hint, timeText } from "./elements";
import { nodeLink } from "./nodes-in-editor";

/** What nodes have reported last, each with its node and what to do. */
export function drawErrors({ errors }: Overview, translate: Translate): readonly JQuery[] {
  if (errors.length === 0) return [hint(translate("zoho-client.sidebar.noErrors"))];
  return [
    $("<ul>")
      .addClass("zoho-list")
      .append(errors.map((error) => drawError(error, translate))),
  ];
}

function drawError(error: ReportedError, translate: Translate): JQuery {
  const { node, code, connection, product, status, zohoCode, count, at } = error;
  const { id, madeFrom, type, name } = node;
  const whenGone = name ?? `${type} ${id}`;
  const where = { id, whenGone, ...(madeFrom !== undefined && { madeFrom }) };
  const time = timeText(at);
  const facts = [
    code,
    connection,
    product !== undefined && isProductId(product) ? PRODUCTS[product].name : product,
    status === undefined ? undefined : `HTTP ${String(status)}`,
    zohoCode,
  ].filter((fact) => fact !== undefined);
  return $("<li>")
    .attr({ "data-node": id, "data-code": code })
    .append(
      $("<div>")
        .addClass("zoho-error-heading")
        .append(
          nodeLink(`error ${code} ${connection ?? ""}`, where, translate),
          $("<span>")
            .addClass("zoho-when")
            .text(
              count === 1
                ? translate("zoho-client.sidebar.once", { time })
                : translate("zoho-client.sidebar.often", { time, count: count.toLocaleString() }),
            ),
        ),
      hint(facts.join(" · ")),
      $("<div>").text(error.reason),
      $("<div>").addClass("zoho-remedy").text(error.remedy),
    );
}
