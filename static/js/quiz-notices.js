// [data-answer-notices]: says what is unsaved and why, on every page that has them;
// what an earlier page could not send is sent from here.

import "./quiz-leave.js";
import * as queue from "./quiz-queue.js";
import { sendKept } from "./quiz-send.js";

const box = document.querySelector("[data-answer-notices]");
const BY_STATE = ["unsaved", "signed-out", "ended"];
const lost = { stale: new Set(), closed: new Set(), refused: new Set() };

const inWords = (numbers) =>
  [...numbers].map((n) => box.dataset.textQuestion.replace("{n}", n)).join(box.dataset.textAnd);

function show(name, numbers) {
  const notice = box.querySelector(`[data-notice=${name}]`);
  const there = [...numbers];
  const text = inWords(there);
  for (const place of notice.querySelectorAll("[data-numbers]")) {
    if (place.textContent !== text) place.textContent = text;
  }
  const lines = notice.querySelector("[data-if-numbers]");
  if (lines) lines.hidden = !there.length;
  notice.hidden = false;
}

document.addEventListener("quiz:queue", ({ detail: { state, numbers } }) => {
  for (const each of BY_STATE) {
    const isThere = each === state && (each !== "unsaved" || numbers.length > 0);
    if (isThere) show(each, numbers);
    else if (state !== "saving") box.querySelector(`[data-notice=${each}]`).hidden = true;
  }
});

function note(name, path) {
  lost[name].add(queue.numberOf(path));
  show(name, lost[name]);
}

document.addEventListener("quiz:saved", ({ detail: { outcome, path, wasAsked } }) => {
  if (outcome === "stale") note("stale", path);
  else if (outcome === "closed" && !wasAsked) note("closed", path);
});

document.addEventListener("quiz:replaced", ({ detail: { path } }) => note("stale", path));

document.addEventListener("quiz:refused", ({ detail: { path } }) => note("refused", path));

// A new choice answers what was said about the old one.
document.addEventListener("change", (event) => {
  if (!event.target.closest("form[data-quiz-save]")) return;
  box.querySelector("[data-notice=stale]").hidden = true;
  lost.stale.clear();
});

if (queue.paths().length) sendKept(0);
