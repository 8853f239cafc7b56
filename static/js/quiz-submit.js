// form[data-submit-attempt]: submits when every answer has been acknowledged, and says
// what it waits for; where the server can't be reached it tries again (submitting twice
// changes nothing). After earlier answers were sent the page's lists are read anew.

import { token } from "./csrf-token.js";
import { leaveFreely } from "./quiz-leave.js";
import * as queue from "./quiz-queue.js";
import { sendKept } from "./quiz-send.js";

const AGAIN_AFTER = 3000;
const form = document.querySelector("form[data-submit-attempt]");
const notice = (name) => document.querySelector(`[data-notice=${name}]`);
let isWanted = false;
let isUnderWay = false;
let hasSaved = false;
let hasLost = false;

function readAnew() {
  leaveFreely();
  window.location.reload(); // a submitted attempt's review leads to its result
}

async function submit() {
  isUnderWay = true;
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      redirect: "manual",
    });
    if (response.type === "opaqueredirect") return readAnew();
    // The page sets the cookie anew where it was lost.
    if (response.status === 403) await fetch(window.location.href);
  } catch {
    // not reached: said below
  }
  notice("submit-unreachable").hidden = false;
  return setTimeout(submit, AGAIN_AFTER * (0.5 + Math.random()));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (isUnderWay) return;
  isWanted = true;
  if (!queue.paths().length) {
    submit();
    return;
  }
  notice("submit-waits").hidden = false;
  sendKept(0);
});

document.addEventListener("quiz:saved", ({ detail: { outcome } }) => {
  hasSaved = true;
  if (["stale", "closed"].includes(outcome)) hasLost = true;
});

document.addEventListener("quiz:refused", () => {
  hasLost = true;
});

document.addEventListener("quiz:queue", ({ detail: { state } }) => {
  if (state === "ended") form.remove();
  if (state !== "saved" || isUnderWay) return;
  notice("submit-waits").hidden = true;
  // What was not taken is told first; the person then decides again.
  if (hasLost) isWanted = false;
  else if (isWanted) submit();
  else if (hasSaved) readAnew();
});
