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

document.addEventListener("htmx:sendError", () => { toast.textContent = toast.dataset.offline; });
document.addEventListener("htmx:responseError", () => { toast.textContent = toast.dataset.refused; });
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) toast.textContent = ""; });
