// The typing field of the public check: groups of four while typing, and a slip of the finger is told
// before the server is asked. Mirrors certificates/rules.py; without this script the server says it.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

const normalize = (typed) =>
  typed.replace(/[\s\-–.]/g, "").toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");

// Multiplication by x in GF(32), x^5 = x^2 + 1; each place weighs with another power of x.
const double = (value) => (value & 16 ? (value << 1) ^ 37 : value << 1);

function checks(code) {
  let total = 0;
  [...code.slice(0, -1)].forEach((letter, place) => {
    let value = ALPHABET.indexOf(letter);
    for (let power = 0; power <= place; power += 1) value = double(value);
    total ^= value;
  });
  return ALPHABET[total] === code.at(-1);
}

function problem(code) {
  if (code.length !== LENGTH) return `Kode terdiri dari 12 huruf dan angka. Yang Anda tulis ada ${code.length}.`;
  if ([...code].every((letter) => ALPHABET.includes(letter)) && checks(code)) return "";
  return "Ada huruf atau angka yang keliru. Cocokkan lagi dengan sertifikat.";
}

for (const form of document.querySelectorAll("[data-check-code]")) {
  const field = form.querySelector("input");
  const said = form.querySelector("[role=alert]");
  field.addEventListener("input", () => {
    // Only at the end of the text: a correction in the middle must not move the caret.
    if (field.selectionStart !== field.value.length) return;
    const plain = field.value.replace(/[\s\-–.]/g, "").toUpperCase();
    if (plain.length <= LENGTH) field.value = plain.match(/.{1,4}/g)?.join(" ") ?? "";
  });
  form.addEventListener("submit", (event) => {
    said.textContent = problem(normalize(field.value));
    field.toggleAttribute("aria-invalid", Boolean(said.textContent));
    if (!said.textContent) return;
    event.preventDefault();
    field.focus();
  });
}
