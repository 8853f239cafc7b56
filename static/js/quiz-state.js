// [data-save-state]: how many answers are saved and how many are not yet, in words.

import { attemptOf } from "./quiz-queue.js";

const box = document.querySelector("[data-save-state]");
const words = box.querySelector("[data-save-text]");
const icon = box.querySelector("use");
const form = document.querySelector("form[data-quiz-save]");
const ICONS = { saved: "check", saving: "clock", unsaved: "warning" };

const text = (name) => form.getAttribute(`data-text-${name}`);

let saved = words.textContent;

function show(look, text) {
  for (const each of Object.keys(ICONS)) {
    box.classList.toggle(`save-state--${each}`, each === look);
  }
  const sprite = icon.getAttribute("href").split("#")[0];
  icon.setAttribute("href", `${sprite}#${ICONS[look]}`);
  if (words.textContent !== text) words.textContent = text;
}

document.addEventListener("quiz:saved", ({ detail }) => {
  if (attemptOf(detail.path) === attemptOf(form.getAttribute("action"))) {
    saved = detail.text;
  }
});

document.addEventListener("quiz:queue", ({ detail: { state, numbers } }) => {
  if (state === "saving") show("saving", text("saving"));
  else if (!numbers.length) show("saved", saved);
  else {
    const why = ["signed-out", "ended"].includes(state) ? state : "unsaved";
    show("unsaved", `${saved}${text(why).replace("{n}", numbers.length)}`);
  }
});
