/* The player without this works: plain forms. Here each answer carries when it was given, in tenths of a second since
   the attempt started (counted on from what the page said, so that a wrong clock does no harm), and what was written
   is saved when its box is left, and before the page is. */

const start = Number(document.querySelector("[data-tenths]")?.dataset.tenths ?? 0);
const opened = performance.now();

function tenths() {
  return Math.round(start + (performance.now() - opened) / 100);
}

function stamp(form) {
  const field = form?.querySelector("[data-sequence]");
  if (field) field.value = tenths();
}

// Capturing: the value must stand before htmx or the browser reads the form.
document.addEventListener("submit", (event) => stamp(event.target), true);
document.addEventListener("learning:leave", () => document.querySelectorAll("form").forEach(stamp));

// Typing a reason or other words chooses the button that they belong to.
document.addEventListener("input", (event) => {
  const button = event.target.closest(".asked .choice")?.querySelector("input[type='radio']");
  if (button && event.target !== button) button.checked = true;
});

/** Forms with words in them that were not sent yet; js/leave.js marks them as they change. */
function unsent() {
  return [...document.querySelectorAll("form[data-save-on-leave][data-changed]")];
}

/** Send the form beside the page. Answers the page's answer, or nothing when the site was not reached. */
async function send(form) {
  stamp(form);
  const words = new URLSearchParams(new FormData(form));
  const asked = String(words);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: words,
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      keepalive: asked.length < 60000,
    });
    return { status: answer.status, html: await answer.text() };
  } catch {
    return null;
  }
}

function written(form) {
  return form.querySelector("textarea")?.value ?? "";
}

/** Show the piece of the page that an answer brought, and lead to it. */
function show(form, html) {
  const section = form.closest("section[id]");
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(section.id);
  section.replaceWith(fresh);
  window.htmx?.process(fresh);
  fresh.querySelector("form[data-save-on-leave]").dataset.changed = "yes";
  fresh.querySelector("[data-focus]")?.focus();
}

// Leaving the box saves quietly. What the screening asks about waits until the person saves or goes on.
document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-save-on-leave]");
  if (!form || event.target.closest(".asked")) return;
  const before = written(form);
  const answer = await send(form);
  if (answer?.status !== 200 || written(form) !== before) return;
  delete form.dataset.changed;
  const fresh = new DOMParser().parseFromString(answer.html, "text/html").querySelector("[data-saved]");
  const place = form.querySelector(".saved");
  if (place) place.replaceWith(fresh);
  else form.querySelector("button[type='submit']").after(fresh);
  document.getElementById("said").textContent = fresh.textContent.trim();
});

// Going on, or pausing, sends what was written first; the page stays if something in it is to be mended.
document.addEventListener("submit", async (event) => {
  const going = event.target;
  if (going.matches("[hx-post]") || unsent().length === 0) return;
  event.preventDefault();
  for (const form of unsent()) {
    const answer = await send(form);
    if (answer?.status === 200) {
      delete form.dataset.changed;
    } else if (answer?.status === 422) {
      show(form, answer.html);
      return;
    } else {
      const toast = document.getElementById("toast");
      toast.textContent = answer ? toast.dataset.refused : toast.dataset.offline;
      return;
    }
  }
  going.submit();
});
