// Assigning: tick the next ten people with one click, and count what is ticked.

const table = document.querySelector("table[data-tick]");
const boxes = table ? [...table.querySelectorAll("input[type=checkbox]")] : [];
const counter = document.querySelector("[data-tick-count]");
const button = document.querySelector("[data-tick-next]");

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  if (counter && ticked) counter.textContent = `${ticked} orang dipilih`;
}

if (table && button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = boxes.filter((box) => !box.checked).slice(0, Number(button.dataset.tickNext));
    for (const box of open) box.checked = true;
    count();
  });
  table.addEventListener("change", count);
  count();
}
