// data-copy="#id": copies that field's value or text. data-share-url: the phone's own share sheet.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const before = button.textContent;
    button.textContent = "Tersalin";
    setTimeout(() => {
      button.textContent = before;
    }, 2000);
  });
}

for (const link of document.querySelectorAll("[data-share-url]")) {
  if (!navigator.share) continue;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    navigator
      .share({ title: link.dataset.shareTitle, text: link.dataset.shareText, url: link.dataset.shareUrl })
      .catch(() => {});
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
