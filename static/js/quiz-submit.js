// form[data-submit-attempt]: submits when every answer has been acknowledged, and says
// what it waits for. Afterwards the lists of this page are read anew.

import { renew } from "./csrf-token.js";
import { leaveFreely } from "./quiz-leave.js";
import * as queue from "./quiz-queue.js";
import { sendKept } from "./quiz-send.js";

const form = document.querySelector("form[data-submit-attempt]");
const notYet = document.querySelector("[data-notice=submit-waits]");
let isWanted = false;
let hasSaved = false;
let hasLost = false;

form.addEventListener(
  "submit",
  (event) => {
    if (!queue.paths().length) {
      renew(form);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    isWanted = true;
    notYet.hidden = false;
    sendKept(0);
  },
  { capture: true },
);

document.addEventListener("quiz:saved", ({ detail: { outcome } }) => {
  hasSaved = true;
  if (["stale", "closed"].includes(outcome)) hasLost = true;
});

document.addEventListener("quiz:refused", () => {
  hasLost = true;
});

document.addEventListener("quiz:queue", ({ detail: { state } }) => {
  if (state === "ended") form.remove();
  if (state !== "saved" || !hasSaved) return;
  notYet.hidden = true;
  // What was not taken is told first; the person then decides again.
  if (hasLost) isWanted = false;
  else if (isWanted) form.requestSubmit();
  else {
    leaveFreely();
    window.location.reload();
  }
});
