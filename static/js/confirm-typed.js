// [data-confirm-typed="37"]: the panel's button waits until that number is typed.
// Help only: the server compares again.

const plain = (text) => text.normalize("NFKC").replace(/[\s,]/g, "");

for (const panel of document.querySelectorAll("[data-confirm-typed]")) {
  const input = panel.querySelector("input[type=text]");
  const button = panel.querySelector("button[type=submit]");
  const wanted = plain(panel.dataset.confirmTyped);
  const compare = () => {
    button.disabled = plain(input.value) !== wanted;
  };
  input.addEventListener("input", compare);
  compare();
}
