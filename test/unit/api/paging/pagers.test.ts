import { describe, expect, it } from "vitest";
import type { ListRequest, Paging, SeenPage } from "../../../../src/api/paging/pager";
import { PAGERS } from "../../../../src/api/paging/pagers";
import type { PageRule } from "../../../../src/zoho/page-rules";
import { expectCode } from "../../support/expect-zoho-error";

/** What a pager asks for until it stops, given these answers; a query or, for COQL and forms, the body. */
function walk(
  rule: Partial<PageRule> & Pick<PageRule, "pager">,
  pages: readonly (Partial<SeenPage> & { count: number })[],
  start: { query?: string; body?: string; wanted?: number } = {},
): string[] {
  const paging: Paging = { size: start.wanted ?? 2, wanted: start.wanted ?? 2, ...rule };
  const pager = PAGERS[rule.pager];
  let request: ListRequest | undefined = pager.first(
    { query: new URLSearchParams(start.query), headers: {}, body: start.body },
    paging,
  );
  const asked: string[] = [];
  for (const page of pages) {
    if (request === undefined) break;
    asked.push(shown(request));
    request = pager.next(request, { body: undefined, headers: {}, ...page }, paging);
  }
  if (request !== undefined) asked.push(`${shown(request)} …`);
  return asked;
}

function shown({ query, headers, body }: ListRequest): string {
  const text = body ?? decodeURIComponent(query.toString());
  return Object.keys(headers).length === 0 ? text : `${text} ${JSON.stringify(headers)}`;
}

const info = (more_records: boolean, next_page_token?: string) => ({
  body: { info: { more_records, next_page_token: next_page_token ?? null } },
});

describe("crm: page tokens", () => {
  it("follows tokens, drops the page, stops when there is no more", () => {
    const pages = [
      { count: 2, ...info(true, "a") },
      { count: 2, ...info(true, "b") },
      { count: 1, ...info(false, "c") },
    ];
    expect(walk({ pager: "crm" }, pages, { query: "fields=x&page=1" })).toEqual([
      "fields=x&page=1&per_page=2",
      "fields=x&per_page=2&page_token=a",
      "fields=x&per_page=2&page_token=b",
    ]);
  });

  it("counts pages without tokens, and stops at 204", () => {
    const pages = [{ count: 2, ...info(true) }, { count: 0 }];
    expect(walk({ pager: "crm" }, pages)).toEqual(["per_page=2", "per_page=2&page=2"]);
  });
});

describe("finance and projects: page numbers", () => {
  it("finance goes on while has_more_page is true", () => {
    const more = (has_more_page: boolean) => ({ count: 2, body: { page_context: { has_more_page } } });
    expect(walk({ pager: "finance" }, [more(true), more(false), more(true)])).toEqual([
      "page=1&per_page=2",
      "page=2&per_page=2",
    ]);
    expect(walk({ pager: "finance" }, [more(true)], { query: "page=7&per_page=1" })).toEqual([
      "page=7&per_page=1",
      "page=8&per_page=1 …",
    ]);
  });

  it.each([
    ["a boolean", true, false],
    ["a text", "true", "false"],
  ])("projects goes on while has_next_page is true, as %s", (_as, yes, no) => {
    const more = (has_next_page: unknown) => ({ count: 1, body: { page_info: { has_next_page } } });
    expect(walk({ pager: "projects" }, [more(yes), more(no)])).toEqual([
      "page=1&per_page=2",
      "page=2&per_page=2",
    ]);
  });

  it("projects takes a short page for the end where a bare array says nothing", () => {
    expect(
      walk({ pager: "projects" }, [
        { count: 2, body: [1, 2] },
        { count: 1, body: [3] },
      ]),
    ).toHaveLength(2);
    expect(walk({ pager: "projects" }, [{ count: 2 }, { count: 0 }])).toHaveLength(2);
  });
});

describe("offsets", () => {
  it("offset0 counts from 0 until a short page", () => {
    expect(walk({ pager: "offset0" }, [{ count: 2 }, { count: 1 }])).toEqual([
      "from=0&limit=2",
      "from=2&limit=2",
    ]);
    expect(walk({ pager: "offset0" }, [{ count: 2 }, { count: 0 }])).toHaveLength(2);
  });

  it("offset1 counts from 1, by the names of its product", () => {
    const campaigns = { pager: "offset1", start: "fromindex", count: "range" } as const;
    expect(walk(campaigns, [{ count: 2 }, { count: 2 }, { count: 1 }])).toEqual([
      "fromindex=1&range=2",
      "fromindex=3&range=2",
      "fromindex=5&range=2",
    ]);
  });

  it("goes on from what the caller asks for", () => {
    expect(walk({ pager: "offset0" }, [{ count: 1 }], { query: "from=40&limit=1" })).toEqual([
      "from=40&limit=1",
      "from=41&limit=1 …",
    ]);
  });

  it("does not take Zoho's largest page for a short one, where more was asked for", () => {
    const rule = { pager: "offset0", size: 2 } as const;
    expect(walk(rule, [{ count: 2 }, { count: 2 }, { count: 0 }], { query: "limit=500" })).toEqual([
      "limit=500&from=0",
      "limit=500&from=2",
      "limit=500&from=4",
    ]);
  });

  it("ends with an empty page only, where the largest page is not known", () => {
    const rule = { pager: "offset1", shortPageEnds: false } as const;
    expect(walk(rule, [{ count: 1 }, { count: 1 }, { count: 0 }])).toEqual([
      "from=1&limit=2",
      "from=2&limit=2",
      "from=3&limit=2",
    ]);
  });

  it("counts in the form of a POST", () => {
    const sheet = { pager: "offset1", start: "start_index", count: "count", inForm: true } as const;
    const body = "method=worksheet.records.fetch";
    expect(walk(sheet, [{ count: 2 }, { count: 1 }], { body })).toEqual([
      `${body}&start_index=1&count=2`,
      `${body}&start_index=3&count=2`,
    ]);
  });
});

describe("token: next_token", () => {
  it.each([
    ["has no token", {}],
    ["has an empty token", { next_token: "" }],
    ["has no more", { next_token: "t", has_more: false }],
  ])("stops where the answer %s", (_what, body) => {
    expect(
      walk({ pager: "token" }, [
        { count: 2, body: { next_token: "a", has_more: true } },
        { count: 2, body },
      ]),
    ).toEqual(["limit=2", "limit=2&next_token=a"]);
  });
});

describe("jsonapi", () => {
  it("follows the cursor, bare or in an address, but goes nowhere else", () => {
    const at = (next: string) => ({ count: 2, body: { links: { cursor: { has_next: true, next } } } });
    const pages = [
      at("abc"),
      at("https://evil.example/x?page%5Bnext%5D=def&q=1"),
      { count: 2, body: { links: { cursor: { has_next: false } } } },
    ];
    expect(walk({ pager: "jsonapi" }, pages)).toEqual([
      "page[limit]=2",
      "page[limit]=2&page[next]=abc",
      "page[limit]=2&page[next]=def",
    ]);
  });

  it("counts where there is no cursor, until a short page", () => {
    expect(walk({ pager: "jsonapi" }, [{ count: 2 }, { count: 1 }])).toEqual([
      "page[limit]=2",
      "page[limit]=2&page[offset]=2",
    ]);
  });
});

describe("datajson: the page in a JSON parameter", () => {
  const more = (has_more_rows: boolean, count = 2) => ({ count, body: { page_context: { has_more_rows } } });

  it("counts rows and keeps what else stands there", () => {
    const query = new URLSearchParams({ data: '{"page_context":{"sort_column":"name"},"x":1}' }).toString();
    expect(walk({ pager: "datajson" }, [more(true), more(false)], { query })).toEqual([
      'data={"page_context":{"row_count":2,"start_index":1,"sort_column":"name"},"x":1}'.replaceAll(" ", "+"),
      'data={"page_context":{"row_count":2,"start_index":3,"sort_column":"name"},"x":1}',
    ]);
  });

  it.each([
    ["an empty page that promises more", more(true, 0)],
    ["a short page that says nothing", { count: 1, body: {} }],
  ])("stops at %s", (_what, page) => {
    expect(walk({ pager: "datajson" }, [page])).toHaveLength(1);
  });

  it("begins anew where the parameter is no JSON", () => {
    expect(walk({ pager: "datajson" }, [more(false)], { query: "data=x" })).toEqual([
      'data={"page_context":{"row_count":2,"start_index":1}}',
    ]);
  });
});

describe("cursor: a header goes back as it came", () => {
  it("until there is none", () => {
    const pages = [
      { count: 2, headers: { record_cursor: "c1" } },
      { count: 2, headers: {} },
    ];
    expect(walk({ pager: "cursor" }, pages)).toEqual([
      "max_records=2",
      'max_records=2 {"record_cursor":"c1"}',
    ]);
  });
});

describe("coql", () => {
  const query = (select_query: string) => ({ body: JSON.stringify({ select_query }) });
  const page = (more_records: boolean, last = "7") => ({
    count: 2,
    body: { data: [{ id: "1" }, { id: last }], info: { more_records } },
  });
  const queries = (bodies: readonly string[]): string[] =>
    bodies.map((body) => (JSON.parse(body.replace(/ …$/, "")) as { select_query: string }).select_query);

  it("moves the offset", () => {
    const asked = walk(
      { pager: "coql" },
      [page(true), page(false)],
      query("select id from Leads where id is not null"),
    );
    expect(queries(asked)).toEqual([
      "select id from Leads where id is not null limit 0, 2",
      "select id from Leads where id is not null limit 2, 2",
    ]);
  });

  it("goes on from the limit that the query has", () => {
    const asked = walk(
      { pager: "coql" },
      [page(true)],
      query("select id from Leads where id > 5 LIMIT 10 offset 40"),
    );
    expect(queries(asked)).toEqual([
      "select id from Leads where id > 5 LIMIT 10 offset 40",
      "select id from Leads where id > 5 limit 42, 10",
    ]);
  });

  it.each([
    ["", "(id > '7' and (City = 'x')) order by id asc"],
    [" order by id desc", "(id < '7' and (City = 'x')) order by id desc"],
  ])("reads on behind the last ID where the offset ends: '%s'", (order, where) => {
    const asked = walk(
      { pager: "coql" },
      [page(true)],
      query(`select id from Leads where City = 'x'${order} limit 99998, 2`),
    );
    expect(queries(asked).at(-1)).toBe(`select id from Leads where ${where} limit 0, 2`);
  });

  it("does not pile up places, and keeps a condition of the caller's own", () => {
    const own = "(id < '9' and (City = 'order by where'))";
    const asked = walk(
      { pager: "coql" },
      [page(true), page(true, "8")],
      query(`select id from Leads where ${own} limit 99998, 99999`),
    );
    expect(queries(asked)).toEqual([
      `select id from Leads where ${own} limit 99998, 99999`,
      `select id from Leads where (id > '7' and (${own})) order by id asc limit 0, 99999`,
      `select id from Leads where (id > '8' and (${own})) order by id asc limit 0, 99999`,
    ]);
  });

  it("takes a condition that only looks like a place for the caller's", () => {
    const own = "(id > '5' and (a = 1) or (b = 2))";
    const asked = walk(
      { pager: "coql" },
      [page(true)],
      query(`select id from Leads where ${own} limit 99999, 2`),
    );
    expect(queries(asked).at(-1)).toContain(`where (id > '7' and (${own})) order by`);
  });

  it.each([" order by Last_Name", " group by City"])(
    "moves the offset beyond its end where the order is another:%s",
    (order) => {
      const asked = walk(
        { pager: "coql" },
        [page(true)],
        query(`select id from Leads where id > 1${order} limit 99998, 2`),
      );
      expect(queries(asked).at(-1)).toBe(`select id from Leads where id > 1${order} limit 100000, 2`);
    },
  );

  it("refuses to go on with a query that it can't read", async () => {
    const odd = query("select id from Leads where a = 1 limit x");
    await expectCode(() => walk({ pager: "coql" }, [page(true)], odd), "invalid_input");
    expect(walk({ pager: "coql" }, [page(false)], odd)).toHaveLength(1);
  });
});

describe("none", () => {
  it("asks once", () => {
    expect(walk({ pager: "none" }, [{ count: 5 }], { query: "a=1" })).toEqual(["a=1"]);
  });
});
