// On a phone a long table starts folded, one line a level. Without this script everything is open, as on a desk.
if (matchMedia("(max-width: 52rem)").matches) {
  for (const part of document.querySelectorAll("[data-fold-on-phones]")) part.open = false;
}
