// A form with data-once is sent once; data-count shows how many characters are left.

// The server keeps the one-use key; this only spares people the wait of a second click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});

// Back from the next page: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const field of document.querySelectorAll("[data-count]")) {
  const counter = document.createElement("p");
  counter.className = "counter";
  const show = () => {
    const left = field.maxLength > 0 ? field.maxLength - field.value.length : null;
    const exact = Number(field.dataset.count) || null;
    counter.textContent = exact
      ? `${field.value.replace(/\D/g, "").length} dari ${exact} angka`
      : `Sisa ${left} huruf`;
  };
  field.addEventListener("input", show);
  field.after(counter);
  show();
}

// A filter that changes sends itself; without this the button beside it does.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
