/* A film at another host is a link without this. Here it plays in its place, and nothing is asked of that host before
   somebody presses Play. */

function frameOf(place) {
  const frame = document.createElement("iframe");
  frame.src = place.dataset.film;
  frame.title = place.dataset.title;
  frame.allow = "fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  // The host may know which site it plays on, and no page of it.
  frame.referrerPolicy = "strict-origin";
  return frame;
}

for (const place of document.querySelectorAll("[data-film]")) {
  const link = place.querySelector("[data-play]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = link.dataset.here;
  link.before(button);
  button.addEventListener("click", () => {
    const frame = frameOf(place);
    button.replaceWith(frame);
    frame.focus();
  });
}
