// How long the page takes, in Chromium: seconds to the first answer and to the verdict, and the memory of the process.
//
//     PAGE=ui/dist-page/verify.html node tests/page/bench.mjs PICTURE...
//
// Each picture is checked five times, each time in a new page; what is printed are medians. A machine that does something
// else meanwhile gives other figures.

import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { launch, onDisk, Reader, variable } from "./browser.mjs";

const ROUNDS = 5;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launch();
const address = onDisk(variable("PAGE"));

/** The most memory that a process of a page had, in MB. */
async function memory() {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) / 1024);
  return Math.max(...peaks);
}

for (const file of process.argv.slice(2)) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const reader = await Reader.open(browser, address);
    await reader.button("Choose pictures…").waitFor();
    await reader.page.waitForTimeout(1000);
    await reader.page.evaluate(() => {
      globalThis.times = {};
      const note = () => {
        const { times } = globalThis;
        if (document.querySelector(".checking")) times.begin ??= performance.now();
        if (document.querySelector(".checking .claim")) times.first ??= performance.now();
        if (document.querySelector("[data-verdict]")) times.verdict ??= performance.now();
      };
      new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
    });
    await reader.choose([file]);
    await reader.found();
    const { begin, first = null, verdict } = await reader.page.evaluate(() => globalThis.times);
    rounds.push({ first: first && first - begin, verdict: verdict - begin, memory: await memory() });
    await reader.close();
  }
  const of = (name) => median(rounds.map((round) => round[name]));
  console.log(
    `${basename(file)}: first answer ${(of("first") / 1000).toFixed(2)} s, verdict ${(of("verdict") / 1000).toFixed(2)} s, ` +
      `memory ${of("memory").toFixed()} MB`,
  );
}
await browser.close();
