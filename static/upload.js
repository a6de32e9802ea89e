/* Shows how much of a file was sent. The form is the same: without this script it is sent plainly. */
(function (d, w) {
  "use strict";
  var busy = false;

  function send(form, event) {
    var file = form.mahonRecording || (form.querySelector("input[type=file]").files || [])[0];
    var box = form.querySelector(".mh-upload");
    var bar = box.querySelector("progress"), words = box.querySelector("[role=status]");
    if (busy) return event.preventDefault();
    if (!file || !w.FormData) return; // the server says what is missing
    event.preventDefault();
    box.hidden = false;
    if (file.size > +form.getAttribute("data-limit")) {
      bar.hidden = true;
      words.textContent = form.getAttribute("data-too-large");
      return;
    }
    var data = new w.FormData();
    // The file last: the server reads the other fields first.
    data.append("token", form.elements.token.value);
    data.append("go", "add");
    data.append("file", file, file.name || "recording");
    var request = new w.XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = function (sent) {
      var share = sent.lengthComputable ? Math.floor(100 * sent.loaded / sent.total) : 0;
      bar.value = share;
      words.textContent = share + " %";
    };
    request.onload = function () {
      if (!/^text\/html/.test(request.getResponseHeader("Content-Type") || "")) return fail();
      w.dispatchEvent(new w.Event("mahon-gone"));
      d.open();
      d.write(request.responseText);
      d.close();
    };
    function fail() {
      busy = false;
      bar.hidden = true;
      words.textContent = form.getAttribute("data-failed");
    }
    request.onerror = request.ontimeout = fail;
    bar.hidden = false;
    busy = true;
    request.send(data);
    w.addEventListener("pagehide", function () { request.abort(); });
  }

  Array.prototype.forEach.call(d.querySelectorAll("form[data-upload]"), function (form) {
    form.addEventListener("submit", function (event) { send(form, event); });
  });
})(document, window);
