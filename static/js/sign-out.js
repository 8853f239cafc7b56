// On every page of a signed-in person: answers that another person left in this
// browser are thrown away; signing out sends what is unsaved, asks before it is lost,
// and leaves nothing behind. Other tabs are told.

import { renew } from "./csrf-token.js";
import { leaveFreely } from "./quiz-leave.js";
import * as queue from "./quiz-queue.js";
import { end, say, sendWithin } from "./quiz-send.js";

const PATIENCE = 4000;

async function mayGo(form) {
  if (!queue.paths().length || (await sendWithin(PATIENCE))) return true;
  const question = form.dataset.textUnsaved.replace("{n}", queue.paths().length);
  return window.confirm(question);
}

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  let isDecided = false;
  form.addEventListener("submit", async (event) => {
    renew(form);
    if (isDecided) return;
    event.preventDefault();
    if (!(await mayGo(form))) return;
    isDecided = true;
    end();
    say("gone");
    leaveFreely();
    form.requestSubmit();
  });
}

// A page that doesn't say whose it is must not decide whose answers stay.
if (queue.owner) {
  queue.forgetOthers();
  say("here");
}
