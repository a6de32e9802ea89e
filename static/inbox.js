/* Single keys on the pages of the inbox. Nothing here does what no link, field or button does: a key
   presses a link or a button, or goes to a field. What it finds is marked data-key="…":

   row       the link to the tip in each row of a list (j, k, o)
   tick      the box of a row (x)
   close     the field, link or <details> by which a tip is closed (e)
   assign    the field of who works on it (a)
   reply     the words of a reply (r)          note    the words of a note (n)
   search    the field of words to search (/)  keys    the link to the list of keys (?)
   back      the link back to the list (u)     previous, next    links around a tip ([ and ])
   inbox     an element with the address of the inbox in data-address (g i)

   e, a, r and n in a list open the tip and go there; where that is a link to a page with the form,
   they go on to the field with the same mark on that page. On only where <main data-keys="on">, which each
   member can switch off; not inside fields, and not together with Ctrl, Alt or Command. */
(function (d, w) {
  "use strict";
  if (!d.querySelector("[data-keys=on]")) return;

  const PLACES = {
    a: "assign", e: "close", n: "note", r: "reply",
    u: "back", "/": "search", "[": "previous", "]": "next", "?": "keys",
  };
  const FORMS = ["assign", "close", "note", "reply"], HASH = "#key-";
  let before = "";

  function find(name) { return d.querySelector('[data-key="' + w.CSS.escape(name) + '"]'); }
  function rows() { return Array.from(d.querySelectorAll("[data-key=row]")); }

  /* The row where the focus is, on its link, its box or anything else in it. */
  function here() {
    const row = d.activeElement && d.activeElement.closest("tr, li, article");
    return row && row.querySelector("[data-key=row]");
  }
  function move(step) {
    const all = rows(), now = all.indexOf(here());
    const to = now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step;
    if (all[to]) go(all[to]);
    return all.length > 0;
  }
  function go(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    if (element.matches("details")) element = element.querySelector("input, select, textarea, button");
    element.focus();
    element.scrollIntoView({ block: "nearest" });
  }
  function tick() {
    const link = here(), box = link && link.closest("tr, li, article").querySelector("[data-key=tick]");
    if (box) box.click();
    return !!box;
  }
  function act(name) {
    const target = find(name);
    if (!target) return false;
    if (name === "keys") list(target.href);
    else if (leads(target) && FORMS.includes(name)) w.location.assign(target.href + HASH + name);
    else if (target.matches("a[href], button")) target.click();
    else go(target);
    return true;
  }
  /* Whether it is a link to another page. */
  function leads(element) { return element.matches("a[href]") && !element.hash; }
  function open(place) {
    const link = here();
    if (link) w.location.assign(link.href + (place ? HASH + place : ""));
    return !!link;
  }
  /* The same list as on its page, over this one; the page itself where that fails. */
  async function list(address) {
    try {
      const answer = await w.fetch(address);
      const page = new w.DOMParser().parseFromString(await answer.text(), "text/html");
      const box = d.createElement("dialog"), title = page.querySelector("h1");
      const close = d.createElement("button"), form = d.createElement("form");
      title.id = "keys-title";
      box.className = "mh-keys";
      box.setAttribute("aria-labelledby", title.id);
      form.method = "dialog";
      close.className = "govuk-button govuk-button--secondary";
      close.textContent = page.querySelector("[data-close]").getAttribute("data-close");
      form.append(close);
      box.append(title, page.getElementById("keys"), form);
      box.addEventListener("close", function () { box.remove(); });
      d.body.append(box);
      box.showModal();
    } catch (_failed) {
      w.location.assign(address);
    }
  }
  function pressed(key) {
    const place = PLACES[key], second = before === "g" && key === "i";
    before = key === "g" ? "g" : "";
    if (second) return w.location.assign(find("inbox").getAttribute("data-address")), true;
    if (key === "j") return move(1);
    if (key === "k") return move(-1);
    if (key === "x") return tick();
    if (key === "o") return open();
    return !!place && (act(place) || (FORMS.includes(place) && open(place)));
  }
  function inField(element) {
    return element.isContentEditable || element.matches("select, textarea, [role=textbox]") ||
      (element.matches("input") && !/^(button|checkbox|radio|submit)$/.test(element.type));
  }
  d.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && inField(event.target)) event.target.blur();
    const held = event.ctrlKey || event.metaKey || event.altKey;
    /* AltGr writes [ and ] on many keyboards, and counts as Ctrl with Alt. */
    if (event.defaultPrevented || event.isComposing || d.querySelector("dialog[open]") ||
      (held && !event.getModifierState("AltGraph")) || inField(event.target)) return;
    if (pressed(event.key)) event.preventDefault();
  });

  const wanted = w.location.hash.slice(HASH.length), place = find(wanted);
  if (w.location.hash.startsWith(HASH) && FORMS.includes(wanted) && place) {
    /* In place of this page: Back leads to the list. */
    if (leads(place)) w.location.replace(place.href + HASH + wanted);
    else if (!place.matches("a, button")) go(place);
  }
})(document, window);
