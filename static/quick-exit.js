/* Leave at once: the button, Escape three times or Shift three times within five seconds.
   Without this script the same elements are a plain link and a plain form to /leave. */
(function (d, w) {
  "use strict";
  var main = d.querySelector("[data-leave-url]");
  if (!main) return;
  var form = main.form, root = d.documentElement, all = d.querySelectorAll("[data-quick-exit]");
  var presses = 0, last = "", timer = 0;
  var dots = d.createElement("span"), status = d.createElement("span");
  dots.className = "mh-leave__dots";
  dots.setAttribute("aria-hidden", "true");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  main.appendChild(dots);
  main.parentNode.appendChild(status);

  function hide() {
    root.className += " mh-gone";
    d.title = "\u00A0";
  }
  function show() {
    dots.textContent = presses ? "\u25CF\u25CF\u25CF\u25CB\u25CB\u25CB".substr(3 - presses, 3) : "";
    status.textContent = (presses && main.getAttribute("data-press-" + (3 - presses))) || "";
  }
  function reset() {
    clearTimeout(timer);
    presses = 0;
    show();
  }
  function leave(event) {
    if (event) event.preventDefault();
    hide();
    try {
      // Ends the form on the server; going away does not wait for it.
      if (form) w.navigator.sendBeacon(form.action, new w.URLSearchParams(new w.FormData(form)));
    } catch (e) { /* an old browser: the form expires by itself */ }
    w.location.replace(main.getAttribute("data-leave-url"));
  }
  for (var i = 0; i < all.length; i += 1) all[i].addEventListener("click", leave);
  d.addEventListener("mousedown", reset);
  d.addEventListener("keydown", function (event) {
    var key = event.key === "Esc" ? "Escape" : event.key;
    if (event.repeat && key === last) return;
    if (key !== last || (key !== "Escape" && key !== "Shift")) reset();
    last = key;
    if (key !== "Escape" && key !== "Shift") return;
    if (!presses) timer = setTimeout(reset, 5000);
    presses += 1;
    if (presses > 2) return leave();
    show();
  }, true);
  w.addEventListener("pageshow", function (event) {
    // A page of the form kept in memory may belong to a form that has ended: ask the server again.
    if (event.persisted && (form || /mh-gone/.test(root.className))) {
      hide();
      w.location.reload();
    }
  });
})(document, window);
