// "Periksa berkas PDF": the file is compared with the issued one here in the browser; it is not sent.
for (const box of document.querySelectorAll("[data-check-pdf]")) {
  if (!globalThis.crypto?.subtle) continue;
  box.hidden = false;
  const answer = box.querySelector("[role=status]");
  box.querySelector("input").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const same = hex === box.dataset.checkPdf;
    answer.className = same ? "right" : "wrong";
    answer.textContent = same
      ? "✓ Berkas ini sama dengan yang diterbitkan."
      : "✕ Berkas ini berbeda dari yang diterbitkan. Jangan dipercaya.";
  });
}
