/* Ways to take the receipt code along. Each button is shown only where it works: none without this. */
(function (d, w) {
  "use strict";
  var box = d.querySelector("[data-code-ways]");
  if (!box) return;
  var speech = w.speechSynthesis, agent = w.navigator.userAgent, board = w.navigator.clipboard;
  function find(name) { return box.querySelector("[data-" + name + "]"); }
  function code() { return d.querySelector(".mh-receipt").textContent.replace(/\s+/g, " ").trim(); }

  /* Only a voice of the telephone itself: any other sends the code to a company to be spoken. */
  function voiceOf(language) {
    return speech.getVoices().filter(function (voice) {
      return voice.localService === true && voice.lang.toLowerCase().split(/[-_]/)[0] === language;
    })[0];
  }
  function showVoices() {
    var buttons = box.querySelectorAll("[data-read]"), shown = false;
    for (var i = 0; i < buttons.length; i += 1) {
      var usable = !shown && !!voiceOf(buttons[i].getAttribute("data-voice"));
      buttons[i].hidden = !usable;
      shown = shown || usable;
    }
    find("aloud").hidden = !shown;
  }
  function read(event) {
    var button = event.target, language = button.getAttribute("data-voice");
    var said = new w.SpeechSynthesisUtterance(button.getAttribute("data-read"));
    var voice = voiceOf(language);
    if (!voice) return showVoices();
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.7;
    speech.speak(said);
  }
  if (speech && w.SpeechSynthesisUtterance) {
    var buttons = box.querySelectorAll("[data-read]");
    for (var i = 0; i < buttons.length; i += 1) buttons[i].addEventListener("click", read);
    speech.onvoiceschanged = showVoices;
    showVoices();
    /* Any key, any touch and any way out stops it at once. */
    var stop = function () { speech.cancel(); };
    d.addEventListener("click", stop, true);
    d.addEventListener("keydown", stop, true);
    d.addEventListener("visibilitychange", stop);
    w.addEventListener("pagehide", stop);
  }
  if (board && board.writeText) {
    find("copy").hidden = false;
    find("copy").addEventListener("click", function () {
      board.writeText(code()).then(function () { find("copied").hidden = false; }, function () {
        find("copy").hidden = true;
      });
    });
  }
  /* Browsers inside apps have the function, and it does nothing. */
  if (w.print && !/; wv\)|FBA[NV]\/|FB_IAB|Instagram|Opera Mini/.test(agent)) {
    find("print").hidden = false;
    find("print").addEventListener("click", function () { w.print(); });
  }
})(document, window);
