// input[data-tick-all="employee"]: ticks or clears every checkbox of that name in its
// form. Hidden in the page until this module shows its [data-tick-all-row].

for (const master of document.querySelectorAll("input[data-tick-all]")) {
  const boxes = [...master.form.elements].filter(
    (box) => box.type === "checkbox" && box.name === master.dataset.tickAll,
  );
  const follow = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    master.checked = boxes.length > 0 && ticked === boxes.length;
    master.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  master.addEventListener("change", () => {
    for (const box of boxes) if (!box.disabled) box.checked = master.checked;
  });
  for (const box of boxes) box.addEventListener("change", follow);
  follow();
  const row = master.closest("[data-tick-all-row]");
  if (row) row.hidden = false;
}
