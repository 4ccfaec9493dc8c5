// "Periksa berkas PDF": the file is hashed here and stays here. Only its hash, and the codes that stand
// in it as addresses of ours, go to the server. Where a browser cannot do that, the form sends the file.
const ADDRESS = /\/v\/([0-9a-z]{12})(?![0-9a-z])/gi;
const CODES = 5;
const STREAMS = 400;
const INFLATED = 16 * 1024 * 1024;
const LARGEST = 50 * 1024 * 1024;
const letters = new TextDecoder("latin1");

async function hash(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What a compressed part of a PDF says; what follows its end is no error for us.
async function inflated(bytes, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  let text = "";
  try {
    while (text.length < most) {
      const { done, value } = await reader.read();
      if (done) break;
      text += letters.decode(value);
    }
    await reader.cancel();
  } catch {
    // Not compressed, or followed by a line end: keep what was read.
  }
  return text;
}

async function codes(bytes) {
  const found = new Set();
  const look = (text) => {
    for (const [, code] of text.replaceAll("\0", "").matchAll(ADDRESS)) found.add(code.toUpperCase());
  };
  const whole = letters.decode(bytes);
  look(whole);
  let left = INFLATED;
  let count = 0;
  for (const start of whole.matchAll(/stream\r?\n/g)) {
    if ((count += 1) > STREAMS || left <= 0) break;
    const begin = start.index + start[0].length;
    const end = whole.indexOf("endstream", begin);
    const text = await inflated(bytes.subarray(begin, end < 0 ? undefined : end), left);
    left -= text.length;
    look(text);
  }
  return [...found].slice(0, CODES);
}

async function check(form, file) {
  const said = form.querySelector("[role=status]");
  if (file.size > LARGEST) {
    said.textContent = "Berkas ini terlalu besar. Berkas sertifikat kami tidak sebesar itu.";
    return;
  }
  said.textContent = "Sedang diperiksa…";
  const bytes = new Uint8Array(await file.arrayBuffer());
  const query = new URLSearchParams((await codes(bytes)).map((code) => ["kode", code]));
  location.assign(`${form.dataset.checkFile}${await hash(bytes)}/?${query}`);
}

for (const form of document.querySelectorAll("[data-check-file]")) {
  if (!globalThis.crypto?.subtle || !globalThis.DecompressionStream) continue;
  const field = form.querySelector("input");
  form.querySelector("[data-stays]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.files[0]) check(form, field.files[0]);
  });
  field.addEventListener("change", () => field.files[0] && check(form, field.files[0]));
  // Anywhere on the page: a file that misses the frame must not replace the page.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", () => form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const [file] = event.dataTransfer.files;
    if (file) check(form, file);
  });
}
