// The live browser of a run: draws its pictures one after the other, and sends what mouse, fingers and keys do.
(function () {
  "use strict";

  var place = document.getElementById("browser");
  if (!place) return;
  var stage = document.getElementById("stage");
  var screen = document.getElementById("screen");
  var paper = screen.getContext("2d");
  var said = document.getElementById("said");
  var host = document.getElementById("host");
  var typed = document.getElementById("typed");
  var goOn = document.getElementById("go-on");
  var token = place.querySelector("[name=csrfmiddlewaretoken]").value;
  var ended = false;

  // The address held a word that opens the browser once; a reload leads to the visit instead.
  window.history.replaceState(null, "", place.dataset.visit);

  // Pictures: the next one is asked for when the last one is drawn, so that a slow line only ever has one under way.
  var number = 0;
  var wait = 0;
  stage.classList.add("b-waiting");
  pull();

  function pull() {
    if (ended) return;
    if (document.hidden) {
      document.addEventListener("visibilitychange", pull, { once: true });
      return;
    }
    window
      .fetch(place.dataset.pictures + "?after=" + number, { headers: { "X-Moisson-Seat": place.dataset.seat }, redirect: "error", cache: "no-store" })
      .then(function (answer) {
        if (answer.status === 410 || answer.status === 403) return end();
        if (answer.status === 204) return seen();
        if (answer.status !== 200) throw new Error("no picture");
        number = Number(answer.headers.get("X-Moisson-Picture")) || number;
        host.textContent = answer.headers.get("X-Moisson-Host") || "…";
        return answer
          .blob()
          .then(function (data) {
            return window.createImageBitmap(data);
          })
          .then(draw)
          .then(seen);
      })
      .then(pull)
      .catch(function () {
        if (ended) return;
        stage.classList.add("b-waiting");
        said.textContent = said.dataset.lost;
        wait = Math.min(5000, wait ? wait * 2 : 500);
        // Whoever held the pictures may count from the beginning again.
        number = 0;
        window.setTimeout(pull, wait);
      });
  }

  function draw(picture) {
    if (screen.width !== picture.width || screen.height !== picture.height) {
      screen.width = picture.width;
      screen.height = picture.height;
    }
    paper.drawImage(picture, 0, 0);
    picture.close();
    stage.classList.remove("b-waiting");
    screen.dataset.number = number;
  }

  function seen() {
    wait = 0;
    if (!stage.classList.contains("b-waiting")) said.textContent = "";
  }

  function end() {
    if (ended) return;
    ended = true;
    stage.classList.add("b-waiting");
    said.textContent = said.dataset.ended;
    window.setTimeout(function () {
      window.location.assign(place.dataset.visit);
    }, 2500);
  }

  // Hands: gathered for a moment and sent in one piece, in the rhythm in which they were made.
  var acts = [];
  var last = 0;
  var sending = false;
  var timer = 0;

  function act(what) {
    if (ended) return;
    var now = window.performance.now();
    what.after = last ? Math.min(1, (now - last) / 1000) : 0;
    last = now;
    var before = acts[acts.length - 1];
    if (acts.length > 60 && what.kind === "move" && before.kind === "move") acts.pop();
    if (acts.length >= 400) return;
    acts.push(what);
    if (!timer) timer = window.setTimeout(flush, what.kind === "move" ? 60 : 15);
  }

  function flush() {
    timer = 0;
    if (sending || !acts.length || ended) return;
    var batch = acts.splice(0, 100);
    sending = true;
    window
      .fetch(place.dataset.acts, {
        method: "POST",
        body: JSON.stringify(batch),
        redirect: "error",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Moisson-Seat": place.dataset.seat },
      })
      .then(function (answer) {
        if (answer.status === 410 || answer.status === 403) end();
      })
      .catch(function () {
        said.textContent = said.dataset.lost;
      })
      .then(function () {
        sending = false;
        if (acts.length && !timer) timer = window.setTimeout(flush, 0);
      });
  }

  function at(event) {
    var box = screen.getBoundingClientRect();
    var inside = function (value) {
      return Math.min(1, Math.max(0, value));
    };
    return { x: inside((event.clientX - box.left) / box.width), y: inside((event.clientY - box.top) / box.height) };
  }

  var BUTTONS = ["left", "middle", "right"];
  var pressed = { at: 0, x: 0, y: 0, times: 0 };

  function pointer(kind, event) {
    var spot = at(event);
    act({ kind: kind, x: spot.x, y: spot.y, button: BUTTONS[Math.max(0, event.button)] || "left", presses: Math.max(1, pressed.times) });
  }

  function countPresses(event) {
    var near = Math.abs(event.clientX - pressed.x) < 6 && Math.abs(event.clientY - pressed.y) < 6;
    var soon = event.timeStamp - pressed.at < 400;
    pressed = { at: event.timeStamp, x: event.clientX, y: event.clientY, times: near && soon ? Math.min(3, pressed.times + 1) : 1 };
  }

  // A finger moves the enlarged picture about; there only a tap is for the portal's page.
  function forTheFrame(event) {
    return event.pointerType === "touch" && stage.classList.contains("b-large");
  }

  screen.addEventListener("pointerdown", function (event) {
    if (forTheFrame(event)) return;
    event.preventDefault();
    screen.focus({ preventScroll: true });
    screen.setPointerCapture(event.pointerId);
    countPresses(event);
    pointer("down", event);
  });
  screen.addEventListener("pointermove", function (event) {
    if (!forTheFrame(event)) pointer("move", event);
  });
  ["pointerup", "pointercancel"].forEach(function (name) {
    screen.addEventListener(name, function (event) {
      if (!forTheFrame(event)) pointer("up", event);
    });
  });
  screen.addEventListener("click", function (event) {
    if (!forTheFrame(event)) return;
    countPresses(event);
    pointer("down", event);
    pointer("up", event);
  });
  screen.addEventListener("contextmenu", function (event) {
    event.preventDefault();
  });
  screen.addEventListener(
    "wheel",
    function (event) {
      event.preventDefault();
      var spot = at(event);
      var step = event.deltaMode ? 30 : 1;
      var bound = function (value) {
        return Math.max(-4000, Math.min(4000, value * step));
      };
      act({ kind: "wheel", x: spot.x, y: spot.y, right: bound(event.deltaX), down: bound(event.deltaY) });
    },
    { passive: false }
  );

  // Keys, while the picture has the focus. Esc gives it back; whoever wants Esc itself presses its button.
  var NAMED = /^(Enter|Tab|Backspace|Delete|Insert|Home|End|PageUp|PageDown|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|Shift)$/;
  var held = {};

  screen.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      event.preventDefault();
      goOn.focus();
      return;
    }
    var command = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (command) {
      if (!/^[aAzZ]$/.test(event.key)) return;
      event.preventDefault();
      ["Control", event.key.toLowerCase()].forEach(press);
      [event.key.toLowerCase(), "Control"].forEach(release);
    } else if (NAMED.test(event.key) || /^[ -~]$/.test(event.key)) {
      event.preventDefault();
      press(event.key);
      held[event.code] = event.key;
    } else if (event.key.length <= 2 && event.key.trim()) {
      event.preventDefault();
      write(event.key);
    }
  });
  screen.addEventListener("keyup", function (event) {
    if (held[event.code] === undefined) return;
    release(held[event.code]);
    delete held[event.code];
  });
  screen.addEventListener("blur", function () {
    Object.keys(held).forEach(function (code) {
      release(held[code]);
      delete held[code];
    });
  });
  document.addEventListener("paste", function (event) {
    if (document.activeElement !== screen) return;
    event.preventDefault();
    write(event.clipboardData.getData("text"));
  });

  function press(name) {
    act({ kind: "press", name: name });
  }

  function release(name) {
    act({ kind: "release", name: name });
  }

  function write(text) {
    for (var from = 0; from < text.length; from += 4000) act({ kind: "text", text: text.slice(from, from + 4000) });
  }

  document.getElementById("type").addEventListener("submit", function (event) {
    event.preventDefault();
    if (typed.value) write(typed.value);
    typed.value = "";
  });
  document.getElementById("hide").addEventListener("click", function (event) {
    var hidden = typed.type === "text";
    typed.type = hidden ? "password" : "text";
    event.currentTarget.setAttribute("aria-pressed", String(hidden));
  });
  document.getElementById("paste").addEventListener("click", function () {
    var read = navigator.clipboard && navigator.clipboard.readText ? navigator.clipboard.readText() : Promise.reject();
    read.then(write).catch(function () {
      typed.focus(); // where the browser does not let a page read what was copied, it is pasted here
    });
  });
  document.getElementById("larger").addEventListener("click", function (event) {
    var large = stage.classList.toggle("b-large");
    event.currentTarget.setAttribute("aria-pressed", String(large));
  });
  place.querySelectorAll("[data-key]").forEach(function (button) {
    button.addEventListener("click", function () {
      press(button.dataset.key);
      release(button.dataset.key);
    });
  });
  place.querySelectorAll("[data-go]").forEach(function (button) {
    button.addEventListener("click", function () {
      act({ kind: button.dataset.go });
    });
  });
  place.querySelectorAll("[data-wheel]").forEach(function (button) {
    button.addEventListener("click", function () {
      act({ kind: "wheel", x: 0.5, y: 0.5, right: 0, down: Number(button.dataset.wheel) });
    });
  });

  window.setInterval(function () {
    place.querySelectorAll("[data-countdown]").forEach(function (left) {
      var seconds = Math.max(0, Number(left.dataset.countdown) - 1);
      left.dataset.countdown = seconds;
      var time = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
      left.textContent = left.textContent.replace(/\d+:\d\d/, time);
    });
  }, 1000);
})();
