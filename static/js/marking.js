// Marking on a phone: keep the thumb's place after a tap, open the notes, say when a tap was not saved.

const status = document.querySelector("#tersimpan");

// The tapped button is replaced with its criterion; its twin in the answer takes the focus.
let tapped = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  tapped = document.activeElement?.id || "";
  event.target.closest(".criterion")?.classList.add("sending");
});
document.addEventListener("htmx:afterSettle", (event) => {
  // What is asked now must not lie under the bar at the bottom.
  const asked = event.detail.elt?.querySelector?.("[role=alert]");
  if (asked) asked.closest(".criterion")?.scrollIntoView({ block: "nearest" });
  const twin = tapped && document.getElementById(tapped);
  if (twin && document.activeElement === document.body) twin.focus({ preventScroll: true });
  tapped = "";
});

// Nothing was saved: say it where the time of saving stands. The tap can simply be repeated.
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    event.target.closest(".criterion")?.classList.remove("sending");
    const line = document.querySelector("#tersimpan") || status;
    if (!line) return;
    line.classList.add("bad");
    line.textContent = "Belum tersimpan. Periksa sinyal, lalu ketuk sekali lagi.";
    line.scrollIntoView({ block: "nearest" });
  });
}

// The hands are full: the screen stays on while the page is looked at. Browsers let go of the lock
// when the page is hidden; one without locks, or a phone that saves power, simply sleeps as usual.
const stayAwake = () => {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
};
document.addEventListener("visibilitychange", stayAwake);
stayAwake();

for (const link of document.querySelectorAll("a[data-open]")) {
  link.addEventListener("click", (event) => {
    const target = document.querySelector(link.getAttribute("href"));
    if (!target) return;
    event.preventDefault();
    target.open = true;
    target.querySelector("textarea")?.focus();
  });
}
