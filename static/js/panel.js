// The meeting by keyboard: a letter presses the button that carries it; arrows walk through people.

const typing = (element) =>
  element.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const target = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === key && !element.disabled,
  );
  if (!target) return;
  event.preventDefault();
  target.click();
});

// "Belum kompeten" and "Tunda" open their own fields first: a reason belongs to them.
for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", (event) => {
    const fields = document.querySelector(opener.dataset.opens);
    if (!fields) return;
    // Following the link would take the focus away again, and the typed words would press keys.
    event.preventDefault();
    fields.open = true;
    fields.querySelector("textarea")?.focus();
  });
}

// The open person stays in sight in the long list.
document.querySelector(".cases [aria-current]")?.scrollIntoView({ block: "nearest" });
