/* Hides a page of the inbox when nobody was there for ten minutes: <dialog id="away">, which covers it
   all. The page stays as it is below, with the words in its fields. It shows again to whoever is still
   signed in, which the server is asked for.

   Clocks are compared, not only timers: a computer that slept, or a page that the browser kept, is
   hidden before anything is done there. */
(function (d, w) {
  "use strict";
  const cover = d.getElementById("away");
  if (!cover || !cover.showModal) return;

  const LIMIT = 10 * 60 * 1000, button = cover.querySelector("button");
  let last = Date.now(), hidden = false;

  function say(name) {
    cover.querySelectorAll("[data-say]").forEach(function (said) {
      said.hidden = said.getAttribute("data-say") !== name;
    });
  }
  function hide() {
    hidden = true;
    say("");
    d.querySelectorAll("audio, video").forEach(function (media) { media.pause(); });
    d.documentElement.classList.add("mh-away");
    cover.showModal();
    button.focus();
  }
  function show() {
    hidden = false;
    last = Date.now();
    d.documentElement.classList.remove("mh-away");
    cover.close();
  }
  function look() {
    if (!hidden && Date.now() - last >= LIMIT) hide();
  }
  function act() {
    look();
    if (!hidden) last = Date.now();
  }
  async function ask() {
    say("");
    try {
      const answer = await w.fetch(cover.getAttribute("data-ask"), {
        method: "HEAD", redirect: "manual", cache: "no-store",
      });
      if (answer.ok) show(); else say(answer.status < 500 ? "signed-out" : "no-answer");
    } catch (_failed) {
      say("no-answer");
    }
  }

  ["keydown", "pointerdown", "pointermove", "touchstart", "wheel", "scroll"].forEach(function (name) {
    d.addEventListener(name, act, { capture: true, passive: true });
  });
  ["pageshow", "focus"].forEach(function (name) { w.addEventListener(name, look); });
  d.addEventListener("visibilitychange", look);
  w.setInterval(look, 5000);
  button.addEventListener("click", ask);
  /* Escape closes a dialog: this one stays. */
  cover.addEventListener("cancel", function (event) { event.preventDefault(); });
  cover.addEventListener("close", function () { if (hidden) hide(); });
})(document, window);
