// .number-strip: shows what the server acknowledged for a question, as the page would
// after loading again.

import { isAnswered } from "./quiz-answer.js";
import { attemptOf, numberOf } from "./quiz-queue.js";

const strip = document.querySelector(".number-strip");
const form = document.querySelector("form[data-quiz-save]");

document.addEventListener("quiz:saved", ({ detail: { path, answer } }) => {
  if (attemptOf(path) !== attemptOf(form.getAttribute("action"))) return;
  const place = strip.querySelector(`button[value="${numberOf(path)}"]`);
  const isThere = isAnswered(answer);
  place.classList.toggle("is-answered", isThere);
  place.querySelector("[data-mark=answered]").hidden = !isThere;
  place.querySelector("[data-mark=unanswered]").hidden = isThere;
  place.querySelector("[data-mark=flagged]").hidden = !answer.flagged;
});
