import { action, answered, parameters, plain } from "./zoho-sdk-answers.mjs";

/** Steps with records and COQL. Values that JSON can't tell are given as `{choice}`, `{date}` or `{record}`. */
export function recordSteps(sdk) {
  const { BodyWrapper, DeleteRecordsParam, GetRecordsParam, Record, RecordOperations, SearchRecordsParam } =
    sdk.Record;

  const list = ({ getData, getInfo }) => ({ records: getData().map(plain), info: shownInfo(getInfo()) });
  const records = (object) => list({ getData: () => object.getData(), getInfo: () => object.getInfo() });
  const actions = (object) => ({ actions: object.getData().map(action) });

  function made(values) {
    const record = new Record();
    for (const [name, value] of Object.entries(values)) {
      if (name === "id") record.setId(BigInt(value));
      else record.addKeyValue(name, sdkValue(value));
    }
    return record;
  }

  function sdkValue(value) {
    if (value === null || typeof value !== "object") return value;
    if ("choice" in value) return new sdk.Choice(value.choice);
    if ("date" in value) return new Date(value.date);
    return made({ id: value.record });
  }

  function body(items, duplicateCheckFields) {
    const wrapper = new BodyWrapper();
    wrapper.setData(items.map(made));
    if (duplicateCheckFields !== undefined) wrapper.setDuplicateCheckFields(duplicateCheckFields);
    return wrapper;
  }

  return {
    async list({ module, fields, perPage, pageToken, page }) {
      const wanted = {
        FIELDS: fields,
        PER_PAGE: perPage,
        ...(page === undefined ? {} : { PAGE: page }),
        ...(pageToken === undefined ? {} : { PAGE_TOKEN: pageToken }),
      };
      const map = await parameters(sdk, GetRecordsParam, wanted);
      return answered(await new RecordOperations(module).getRecords(map), records);
    },
    get: async ({ module, id }) =>
      answered(await new RecordOperations(module).getRecord(BigInt(id)), records),
    insert: async ({ module, items }) =>
      answered(await new RecordOperations(module).createRecords(body(items)), actions),
    update: async ({ module, id, values }) =>
      answered(await new RecordOperations(module).updateRecord(BigInt(id), body([values])), actions),
    updateMany: async ({ module, items }) =>
      answered(await new RecordOperations(module).updateRecords(body(items)), actions),
    upsert: async ({ module, items, duplicateCheckFields }) =>
      answered(await new RecordOperations(module).upsertRecords(body(items, duplicateCheckFields)), actions),
    delete: async ({ module, id }) =>
      answered(await new RecordOperations(module).deleteRecord(BigInt(id)), actions),
    async deleteMany({ module, ids }) {
      const map = await parameters(sdk, DeleteRecordsParam, { IDS: ids });
      return answered(await new RecordOperations(module).deleteRecords(map), actions);
    },
    async search({ module, by, fields }) {
      const map = await parameters(sdk, SearchRecordsParam, { ...by, FIELDS: fields });
      return answered(await new RecordOperations(module).searchRecords(map), records);
    },
    async coql({ query }) {
      const wrapper = new sdk.Coql.BodyWrapper();
      wrapper.setSelectQuery(query);
      return answered(await new sdk.Coql.CoqlOperations().getRecords(wrapper), records);
    },
  };
}

function shownInfo(info) {
  if (info == null) return undefined;
  return {
    count: info.getCount(),
    moreRecords: info.getMoreRecords(),
    ...(info.getNextPageToken() == null ? {} : { nextPageToken: info.getNextPageToken() }),
  };
}
