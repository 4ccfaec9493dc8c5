// A photograph is made small on the phone, before it goes over a village's network: 1,600 pixels a
// side and 150 KB at most. Drawing it anew leaves its place and camera behind. The server does the
// same again; a browser that cannot, or that has no JavaScript, sends the picture as it is.

const SIDE = 1600;
const MOST = 150_000;
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

const drawn = (picture, side) => {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
};

const encoded = (canvas, quality) =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

const shrunk = async (file) => {
  const picture = await createImageBitmap(file);
  let best = file;
  for (const side of [SIDE, SIDE / 2]) {
    const canvas = drawn(picture, side);
    for (const quality of QUALITIES) {
      best = await encoded(canvas, quality);
      if (best.size <= MOST) return best;
    }
  }
  return best;
};

for (const input of document.querySelectorAll("input[data-photo]")) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      const small = await shrunk(file);
      const files = new DataTransfer();
      files.items.add(new File([small], "foto.jpg", { type: "image/jpeg" }));
      input.files = files.files;
    } catch {
      return; // Not a picture that this browser reads: the server says so in words.
    }
    input.form.requestSubmit();
  });
}
