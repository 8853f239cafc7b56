// .number-strip [aria-current]: shows what the server acknowledged for this question,
// as the page would after loading again.

const place = document.querySelector(".number-strip [aria-current]");

document.addEventListener("quiz:saved", (event) => {
  const { chosen, flagged } = event.detail.answer;
  place.classList.toggle("is-answered", Boolean(chosen));
  place.querySelector("[data-mark=answered]").hidden = !chosen;
  place.querySelector("[data-mark=unanswered]").hidden = Boolean(chosen);
  place.querySelector("[data-mark=flagged]").hidden = !flagged;
});
