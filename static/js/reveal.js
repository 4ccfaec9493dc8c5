// A button beside a password box shows what was typed: on a phone nobody types twelve letters blind.
for (const box of document.querySelectorAll("input[data-reveal]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-link";
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-controls", box.id);
  button.textContent = "Tampilkan";
  button.addEventListener("click", () => {
    const shown = box.type === "password";
    box.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? "Sembunyikan" : "Tampilkan";
  });
  box.after(button);
  // What goes to the server and to password managers is always a password box.
  box.form?.addEventListener("submit", () => { box.type = "password"; });
}
