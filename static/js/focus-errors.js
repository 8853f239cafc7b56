// .errors-summary: after a refused form the focus begins at what is to be mended.

const summary = document.querySelector(".errors-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}
