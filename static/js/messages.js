// A message can be put away once read; the summary of errors takes the focus.
for (const message of document.querySelectorAll("[data-message]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "dismiss";
  button.textContent = "Tutup";
  button.addEventListener("click", () => message.remove());
  message.append(button);
}

document.querySelector("[data-focus]")?.focus();
