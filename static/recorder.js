/* Records a voice in the page: record, stop, listen, again, add. Nothing is kept in the browser: the
   recording lives in memory and goes as the file of the form that stands there anyway. */
(function (d, w) {
  "use strict";
  var form = d.querySelector("form[data-recorder]");
  var devices = w.navigator.mediaDevices;
  if (!form || !w.MediaRecorder || !devices || !devices.getUserMedia || !w.URL) return;

  var box = form.querySelector(".mh-recorder"), plain = form.querySelector("[data-plain]");
  var words = box.querySelector("[role=status]"), level = box.querySelector("meter");
  var player = box.querySelector("audio");
  var buttons = {};
  var stream, recorder, address, context, timer, started, limit;

  Array.prototype.forEach.call(box.querySelectorAll("[data-do]"), function (button) {
    buttons[button.getAttribute("data-do")] = button;
  });
  box.hidden = false;
  plain.hidden = true;
  plain.querySelector("input").disabled = true;

  function show(names) {
    Object.keys(buttons).forEach(function (name) { buttons[name].hidden = names.indexOf(name) < 0; });
  }
  function silence() {
    clearInterval(timer);
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    if (context) context.close();
    stream = context = null;
    level.hidden = true;
  }
  function forget() {
    if (recorder && recorder.state !== "inactive") {
      recorder.onstop = null;
      recorder.stop();
    }
    silence();
    if (address) w.URL.revokeObjectURL(address);
    player.removeAttribute("src");
    player.hidden = true;
    recorder = address = form.mahonRecording = null;
  }
  function meter() {
    var analyser, samples;
    if (w.AudioContext) {
      context = new w.AudioContext();
      analyser = context.createAnalyser();
      samples = new w.Uint8Array(analyser.fftSize);
      context.createMediaStreamSource(stream).connect(analyser);
      level.hidden = false;
    }
    timer = setInterval(function () {
      var seconds = Math.floor((Date.now() - started) / 1000);
      words.textContent = box.getAttribute("data-recording") + " " + Math.floor(seconds / 60) + ":" +
        ("0" + seconds % 60).slice(-2);
      if (seconds >= limit) return recorder.stop();
      if (!analyser) return;
      analyser.getByteTimeDomainData(samples);
      level.value = samples.reduce(function (most, sample) {
        return Math.max(most, Math.abs(sample - 128));
      }, 0) / 1.28;
    }, 100);
  }
  function ready(parts) {
    var recording = new w.Blob(parts, { type: recorder.mimeType });
    silence();
    form.mahonRecording = recording;
    address = w.URL.createObjectURL(recording);
    player.src = address;
    player.hidden = false;
    words.textContent = box.getAttribute("data-ready");
    show(["again", "use"]);
    buttons.use.focus();
  }
  function record() {
    forget();
    devices.getUserMedia({ audio: true }).then(function (given) {
      var parts = [];
      stream = given;
      recorder = new w.MediaRecorder(stream, { audioBitsPerSecond: 32000 });
      limit = Math.min(1800, Math.floor(+form.getAttribute("data-limit") / 8000));
      recorder.ondataavailable = function (event) { if (event.data.size) parts.push(event.data); };
      recorder.onstop = function () { ready(parts); };
      started = Date.now();
      recorder.start(1000);
      meter();
      show(["stop"]);
      buttons.stop.focus();
    }).catch(function () {
      forget();
      // The phone's own recorder instead.
      words.textContent = box.getAttribute("data-denied");
      plain.hidden = false;
      plain.querySelector("input").disabled = false;
      show(["record"]);
    });
  }
  buttons.record.addEventListener("click", record);
  buttons.again.addEventListener("click", record);
  buttons.stop.addEventListener("click", function () { recorder.stop(); });
  // Leaving, or the page that shows the file as added: no microphone stays open.
  w.addEventListener("pagehide", forget);
  w.addEventListener("mahon-gone", forget);
})(document, window);
