// "/" goes to the search box; J and K (or the arrows) walk through a table's rows, Enter opens one.

const typing = (element) =>
  element.closest("input, textarea, select, [contenteditable], dialog") !== null;

const rows = () =>
  [...document.querySelectorAll("table[data-rows] tbody tr")].filter((row) => row.querySelector("a"));

function walk(step) {
  const all = rows();
  if (all.length === 0) return false;
  const here = all.findIndex((row) => row.classList.contains("here"));
  const next = all[Math.min(all.length - 1, Math.max(0, here + step))];
  all[here]?.classList.remove("here");
  next.classList.add("here");
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

const KEYS = {
  "/": () => {
    const box = document.querySelector("[data-search]");
    if (!box || box.offsetParent === null) return false;
    box.focus();
    box.select();
    return true;
  },
  j: () => walk(1),
  k: () => walk(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = KEYS[event.key.toLowerCase()];
  if (act?.()) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("table[data-rows] tbody tr");
  for (const other of document.querySelectorAll("tr.here")) {
    if (other !== row) other.classList.remove("here");
  }
  row?.classList.add("here");
});

// An open menu closes with Escape and with a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
