// form[data-quiz-save]: each change is kept in the browser at once and sent; the page
// moves on when the server has it. Without this script the form's buttons do the same.

import { answerIn, clearAnswer, showAnswer, showFields } from "./quiz-answer.js";
import { leaveFreely } from "./quiz-leave.js";
import * as queue from "./quiz-queue.js";
import { ask, isUnreachable, send, sendKept } from "./quiz-send.js";

const AFTER_TYPING = 800;
const STORE_LAG = 300;
const form = document.querySelector("form[data-quiz-save]");
// An item's response variables are names in this form and may hide its properties
// (a gap called "action"), so only attributes are asked for.
const path = form.getAttribute("action");
const review = form.getAttribute("data-review");
const sequence = form.querySelector("input[type=hidden][name=base]");
const notYet = document.querySelector("[data-notice=waiting]");

let shown = ""; // the answer that the server and this page agree about
let waiting = null; // where to go as soon as the answer is acknowledged

const base = () => Number(sequence.value);
const isUnsaved = () => queue.unsaved(path) !== null;

function agree() {
  shown = JSON.stringify(answerIn(form));
}

function keep(after) {
  const fields = answerIn(form);
  if (JSON.stringify(queue.unsaved(path) ?? JSON.parse(shown)) === JSON.stringify(fields)) {
    if (isUnsaved()) send(after);
    return;
  }
  queue.put(path, fields, base());
  sendKept(after);
}

function wait(target) {
  waiting = target;
  form.toggleAttribute("aria-busy", Boolean(target));
  notYet.hidden = !(target && isUnreachable());
}

function goOn() {
  const target = waiting;
  const next = target === "review" ? review : `${queue.attemptOf(path)}/${target}/`;
  wait(null);
  leaveFreely();
  window.location.assign(next);
}

form.addEventListener("input", ({ target }) => {
  if (target.matches("input[type=radio], input[type=checkbox], select")) return;
  wait(null);
  keep(AFTER_TYPING);
});

form.addEventListener("change", () => {
  wait(null);
  keep(0);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, value } = event.submitter ?? {};
  if (name === "clear") {
    clearAnswer(form);
    keep(0);
  } else {
    keep(0);
    if (!isUnsaved()) ask(path, answerIn(form), base());
    wait(value);
  }
});

// Another tab's answer to this question, or another device's.
function isAnothers({ outcome, fields }) {
  if (outcome === "stale") return true;
  return !isUnsaved() && JSON.stringify(fields) !== JSON.stringify(answerIn(form));
}

document.addEventListener("quiz:saved", ({ detail }) => {
  if (detail.path !== path) return;
  sequence.value = detail.sequence;
  if (detail.outcome !== "closed" && isAnothers(detail)) {
    showAnswer(form, detail.answer);
    wait(null);
    document.dispatchEvent(new CustomEvent("quiz:replaced", { detail }));
  }
  if (detail.outcome === "closed") {
    wait(null);
    if (detail.wasAsked) window.location.assign(review);
    return;
  }
  if (isUnsaved()) return;
  agree();
  if (waiting) goOn();
});

document.addEventListener("quiz:refused", ({ detail }) => {
  if (detail.path === path) wait(null);
});

document.addEventListener("quiz:queue", ({ detail }) => {
  if (detail.state === "ended") form.replaceWith();
  else wait(waiting);
});

function compare() {
  if (!isUnsaved()) ask(path, answerIn(form), base());
}

document.addEventListener("quiz:elsewhere", ({ detail }) => {
  // The other tab's queue is seen here a moment after its message.
  if (detail.path === path) setTimeout(compare, STORE_LAG);
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) compare();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) compare();
});

document.addEventListener("quiz:over", () => {
  keep(0);
  form.toggleAttribute("inert", true);
});

agree();
if (isUnsaved()) {
  showFields(form, queue.unsaved(path));
  sendKept(0);
}
