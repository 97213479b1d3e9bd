// What Word and PowerPoint put on the clipboard, with its lists and headings as HTML has them.
//
// Word marks a list item as <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"> with its sign in a span
// "mso-list:Ignore"; PowerPoint puts the sign into a span "mso-special-format:bullet". A title is <p class="MsoTitle"> in
// Word and <div class="T"> in PowerPoint.

const LEVEL = /mso-list:[^;"']*level(\d+)/i;
const NUMBER = /^\s*(\(?\d+|\(?[a-z]|\(?[ivx]+)[.)]/i;

// The HTML with lists as <ul> and <ol>; the same string where nothing was to be done.
export function lists(html) {
  if (!/mso-|class="?Mso/i.test(html)) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  let changed = false;
  for (const title of page.querySelectorAll("p.MsoTitle, div.T, h1")) {
    rename(page, title, "h2");
    changed = true;
  }
  for (const deep of page.querySelectorAll("h4, h5, h6")) {
    rename(page, deep, "h3");
    changed = true;
  }
  const open = []; // the lists that are open, outermost first
  let last = null;
  for (const item of [...page.body.querySelectorAll("p, div, li")]) {
    const found = sign(item);
    if (!found) continue;
    changed = true;
    if (!last || next(last) !== item) open.length = 0;
    open.length = Math.min(open.length, found.level);
    const kind = found.numbered ? "ol" : "ul";
    if (open.length === found.level && open.at(-1)?.localName !== kind) open.pop();
    while (open.length < found.level) {
      const list = page.createElement(kind);
      const around = open.at(-1);
      if (around) (around.lastElementChild ?? around).append(list);
      else item.before(list);
      open.push(list);
    }
    const point = page.createElement("li");
    point.append(...item.childNodes);
    open.at(-1).append(point);
    last = open[0];
    item.remove();
  }
  return changed ? page.body.innerHTML : html;
}

function next(node) {
  return node.nextElementSibling;
}

// The level of a list item and whether it is numbered, with its sign taken out; nothing for what is no list item.
function sign(item) {
  const style = item.getAttribute("style") ?? "";
  const level = LEVEL.exec(style);
  const mark = [...item.querySelectorAll("span")].find((span) =>
    /mso-list:\s*ignore|mso-special-format:/i.test(span.getAttribute("style") ?? ""),
  );
  if (!mark || (!level && !/mso-special-format/i.test(mark.getAttribute("style")))) return null;
  const numbered = NUMBER.test(mark.textContent) || /mso-special-format:\s*["']?(numbullet|auto)/i.test(mark.getAttribute("style"));
  mark.remove();
  return { level: level ? Number(level[1]) : 1, numbered };
}

function rename(page, old, name) {
  const made = page.createElement(name);
  made.append(...old.childNodes);
  old.replaceWith(made);
}
