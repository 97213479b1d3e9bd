/* Says "Saved 12:04" once, politely, when an htmx answer brings it; and says so when nothing could be sent. */

const said = document.getElementById("said");
const toast = document.getElementById("toast");
let last = "";

document.addEventListener("htmx:afterSettle", (event) => {
  const root = event.detail.elt;
  const saved = root.matches?.("[data-saved]") ? root : root.querySelector?.("[data-saved]");
  if (!saved) return;
  toast.textContent = "";
  const words = saved.textContent.trim();
  if (words && words !== last && !saved.closest("[role='status']")) said.textContent = words;
  last = words;
});

for (const mishap of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(mishap, () => { toast.textContent = toast.dataset.offline; });
}
// Signed out meanwhile: sent as a plain form, the site hands the words back to copy.
document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status === 401 && elt.matches("[data-words-come-back]")) elt.submit();
  else toast.textContent = xhr.status === 403 ? toast.dataset.stale : toast.dataset.refused;
});
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) toast.textContent = ""; });
