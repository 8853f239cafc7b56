// form[data-unsaved-warning]: the browser asks before a changed form is left unsent.

for (const form of document.querySelectorAll("form[data-unsaved-warning]")) {
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
