/**
 * Where the flows of `npm run test:million` hand their records to. Lives in Node-RED; flows reach it as
 * `global.get("sink")`. Of a record it keeps one bit, so that what grows meanwhile is not its own.
 */
"use strict";

const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

/** Seeded records of a module are numbered behind this, in the last nine digits of their IDs. */
const BEFORE_FIRST = 100_000;

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

/** What is alive, with what lies outside of the heap, bytes. */
function alive() {
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** @param apiCalls how many calls the APIs of Zoho have seen, as a promise */
module.exports = function createSink(apiCalls) {
  let reading;

  return {
    /**
     * A list begins.
     *
     * @param order `records` that there are, `tickPages` after which it is told how far it is, `delayMs` that a message
     * takes
     */
    begin(order) {
      const bits = new Uint8Array(Math.ceil((order.records + 1) / 8));
      const counts = { records: 0, messages: 0, doubled: 0, strange: 0, ends: 0, ahead: 0 };
      const before = alive();
      reading = { ...order, bits, counts, before, startedAt: performance.now(), queue: [], head: 0 };
    },

    /**
     * Ticks off a record or a page of them.
     *
     * @returns how far it is, where that is to be told
     */
    take(payload, isLast) {
      const { counts, bits, records, tickPages, startedAt, heapTicks } = reading;
      for (const { id } of Array.isArray(payload) ? payload : [payload]) {
        const number = Number(id.slice(-9)) - BEFORE_FIRST;
        counts.records++;
        if (!(number >= 1 && number <= records)) counts.strange++;
        else if (bits[number >> 3] & (1 << (number & 7))) counts.doubled++;
        else bits[number >> 3] |= 1 << (number & 7);
      }
      counts.messages++;
      if (isLast) counts.ends++;
      if (!isLast && counts.messages % tickPages !== 0) return undefined;
      const tick = { payload: "", ms: performance.now() - startedAt, ...counts };
      const isSampled = isLast || counts.messages % (tickPages * heapTicks) === 0;
      if (isSampled) Object.assign(tick, { alive: alive(), rss: process.memoryUsage().rss });
      if (isLast) Object.assign(tick, { isLast, before: reading.before });
      return tick;
    },

    /** Works on a page for long, and looks whether meanwhile somebody asks Zoho for more. */
    async slowly() {
      const { counts, delayMs } = reading;
      const before = await apiCalls();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      counts.ahead += (await apiCalls()) - before;
    },

    /**
     * Works on one message after the other; those that come meanwhile wait in a queue, as in a delay node. When the
     * list has been read it works on the rest at once.
     *
     * @param handle takes what was worked on
     * @returns with the last message of a list how many wait, and what they hold
     */
    queue(msg, handle) {
      const { queue } = reading;
      queue.push({ msg, handle });
      if (queue.length === 1) void work(reading);
      if (msg.complete !== true) return undefined;
      const waiting = queue.length - reading.head;
      const grown = alive() - reading.before;
      reading.hurry();
      return {
        payload: "",
        waiting,
        handled: reading.head,
        grown,
        ms: performance.now() - reading.startedAt,
      };
    },
  };
};

async function work(reading) {
  const hurried = new Promise((resolve) => {
    reading.hurry = resolve;
  });
  while (reading.head < reading.queue.length) {
    let timer;
    await Promise.race([
      hurried,
      new Promise((resolve) => {
        timer = setTimeout(resolve, reading.delayMs);
      }),
    ]);
    clearTimeout(timer);
    const { msg, handle } = reading.queue[reading.head];
    reading.queue[reading.head] = undefined;
    reading.head++;
    handle(msg);
  }
}
