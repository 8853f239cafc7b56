// form[data-submit-once]: a second press of the button is ignored while the first
// is under way. The server stays right without it.

for (const form of document.querySelectorAll("form[data-submit-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    form.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's back button the form works again.
  window.addEventListener("pageshow", () => {
    sent = false;
    form.removeAttribute("aria-busy");
  });
}
