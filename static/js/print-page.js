// button[data-print-page], hidden in the page: shown here, because it needs a script.

for (const button of document.querySelectorAll("button[data-print-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
