// Leaving a page with unsaved answers asks first. Going on within the quiz does not.

import * as queue from "./quiz-queue.js";

let isFree = false;

export function leaveFreely() {
  isFree = true;
}

window.addEventListener("beforeunload", (event) => {
  if (!isFree && queue.paths().length) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  isFree = false;
});
