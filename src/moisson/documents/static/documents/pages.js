// The pages of a document as pictures: zoom, places shown on them, and their words as things to choose.
//
// Tells the page, on the section: "pages:pick" {page, line, start, end, words, boxOf(start, end)} and "pages:leave".
// Hears, on the section: "pages:show" {places, scroll} and "pages:enter" {places}.
(function () {
  "use strict";
  var section = document.querySelector("[data-pages]");
  if (!section) return;
  var scroller = section.querySelector(".m-sheets-scroll");
  var state = section.querySelector("[data-pages-state]");
  var picking = !!document.querySelector("form[data-fields]");
  var SVG = "http://www.w3.org/2000/svg";
  var pages = new Map(); // number → {figure, asked: Promise, told, svg, places, words: [element]}
  var wanted = []; // places that are shown now
  var ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
  var zoom = 2;

  function element(name, attributes) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }
  function rect(box, name, grow) {
    return element("rect", { x: box[0] - grow, y: box[1] - grow, width: Math.max(box[2] - box[0], 1) + 2 * grow, height: Math.max(box[3] - box[1], 1) + 2 * grow, "class": name });
  }
  function around(words) {
    return words.reduce(function (box, word) {
      return [Math.min(box[0], word[1]), Math.min(box[1], word[2]), Math.max(box[2], word[3]), Math.max(box[3], word[4])];
    }, [Infinity, Infinity, -Infinity, -Infinity]);
  }

  // --- pages and their words

  function number(figure) { return Number(figure.dataset.page); }
  function page(n) { return pages.get(n); }
  function known(figure) {
    pages.set(number(figure), { figure: figure, asked: null, told: null, svg: null, places: null, words: [] });
    watcher.observe(figure);
    var image = figure.querySelector("img");
    image.addEventListener("error", function () { broken(figure); });
    if (image.complete && image.src && !image.naturalWidth && image.loading !== "lazy") broken(figure);
  }
  function broken(figure) {
    if (number(figure) !== 1) { figure.remove(); return; }
    watcher.disconnect();
    section.replaceChildren(section.querySelector("[data-pages-fallback]").content.cloneNode(true));
    section.classList.add("m-preview");
  }
  function ask(n) {
    var one = page(n);
    if (!one) return Promise.reject(new Error("no such page"));
    if (!one.asked) {
      var slow = setTimeout(function () { state.textContent = state.dataset.reading; }, 600);
      one.asked = fetch(section.dataset.words.replace("/0/", "/" + n + "/")).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (told) {
        one.told = told;
        lay(n);
        more(told.count);
      }).finally(function () {
        clearTimeout(slow);
        state.textContent = one.told && !one.told.words.length ? state.dataset.none : "";
      });
      one.asked.catch(function () { one.asked = null; });
    }
    return one.asked;
  }
  // A document that nobody read yet: how many pages it has is known with the first one.
  function more(count) {
    for (var n = pages.size + 1; n <= Math.min(count, 500); n++) {
      var figure = pages.get(1).figure.cloneNode(true);
      figure.dataset.page = n;
      figure.querySelectorAll("svg").forEach(function (svg) { svg.remove(); });
      var image = figure.querySelector("img");
      var address = section.dataset.picture.replace("/0.webp", "/" + n + ".webp");
      image.loading = "lazy";
      image.alt = section.dataset.pageName + " " + n;
      image.srcset = address + " 1100w, " + address + "?size=2 2200w";
      image.src = address;
      scroller.append(figure);
      known(figure);
    }
  }
  function lay(n) {
    var one = page(n), told = one.told;
    var svg = element("svg", { viewBox: "0 0 " + told.width + " " + told.height, preserveAspectRatio: "none", "class": "m-layer" });
    one.places = element("g", { "class": "m-places" });
    svg.append(one.places);
    if (picking && told.words.length) {
      svg.setAttribute("role", "listbox");
      svg.setAttribute("aria-multiselectable", "true");
      svg.setAttribute("aria-label", section.dataset.wordsName + " " + n);
      told.words.forEach(function (word, index) {
        var drawn = rect(word.slice(1, 5), "m-word", 0.8);
        drawn.setAttribute("role", "option");
        drawn.setAttribute("aria-label", word[0]);
        drawn.setAttribute("aria-selected", "false");
        drawn.setAttribute("tabindex", index ? "-1" : "0");
        drawn.dataset.word = index;
        one.words.push(drawn);
        svg.append(drawn);
      });
      pointing(n, svg);
    }
    one.svg = svg;
    one.figure.append(svg);
    paint();
  }
  var watcher = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) ask(number(entry.target)).catch(function () {});
    });
  }, { root: null, rootMargin: "100px" });

  // --- places

  function paint() {
    pages.forEach(function (one, n) {
      if (!one.places) return;
      one.places.replaceChildren();
      wanted.filter(function (place) { return place[0] === n; }).forEach(function (place) {
        one.places.append(rect(place.slice(1), "m-place", 2.5));
      });
    });
  }
  function bring(place) {
    ask(place[0]).then(function () {
      var one = page(place[0]);
      var drawn = one.figure.getBoundingClientRect(), view = scroller.getBoundingClientRect();
      var top = drawn.top - view.top + scroller.scrollTop + (place[2] / one.told.height) * drawn.height;
      var left = drawn.left - view.left + scroller.scrollLeft + (place[1] / one.told.width) * drawn.width;
      var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      scroller.scrollTo({ top: top - view.height / 3, left: left - view.width / 4, behavior: calm ? "auto" : "smooth" });
    }).catch(function () {});
  }
  section.addEventListener("pages:show", function (event) {
    wanted = event.detail.places;
    paint();
    if (event.detail.scroll && wanted.length) bring(wanted[0]);
  });

  // --- words by pointer

  function chosen(one, indexes) {
    one.words.forEach(function (drawn, index) {
      var on = indexes.has(index);
      if ((drawn.getAttribute("aria-selected") === "true") !== on) drawn.setAttribute("aria-selected", String(on));
    });
  }
  function pick(n, indexes) {
    if (!indexes.size) return;
    var words = page(n).told.words;
    var list = Array.from(indexes).sort(function (a, b) { return a - b; }).map(function (index) { return words[index]; });
    var one_line = list.every(function (word) { return word[5] === list[0][5]; });
    var line = one_line ? words.filter(function (word) { return word[5] === list[0][5]; }) : list;
    var starts = [], at = 0;
    line.forEach(function (word) { starts.push(at); at += word[0].length + 1; });
    var last = line.indexOf(list[list.length - 1]);
    section.dispatchEvent(new CustomEvent("pages:pick", { detail: {
      page: n,
      line: line.map(function (word) { return word[0]; }).join(" "),
      start: starts[line.indexOf(list[0])],
      end: starts[last] + line[last][0].length,
      boxOf: function (start, end) {
        return around(line.filter(function (word, index) { return starts[index] < end && starts[index] + word[0].length > start; }));
      }
    } }));
  }
  function pointing(n, svg) {
    var one = page(n), from = null, band = null, finger = false, indexes = new Set();
    function point(event) {
      var frame = svg.getBoundingClientRect();
      return [(event.clientX - frame.left) / frame.width * one.told.width, (event.clientY - frame.top) / frame.height * one.told.height];
    }
    function within(a, b) {
      var box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
      var found = new Set();
      one.told.words.forEach(function (word, index) {
        var across = Math.min(box[2], word[3]) - Math.max(box[0], word[1]);
        var down = Math.min(box[3], word[4]) - Math.max(box[1], word[2]);
        var middle = (word[2] + word[4]) / 2;
        if (across > 0 && (down > 0.4 * (word[4] - word[2]) || (box[1] <= middle && middle <= box[3]) || (down >= 0 && box[3] - box[1] < 6))) found.add(index);
      });
      return found;
    }
    svg.addEventListener("pointerdown", function (event) {
      if (event.button !== 0) return;
      event.preventDefault(); // the field keeps the focus
      finger = event.pointerType === "touch";
      if (finger) return; // it scrolls; a tap is a click
      from = point(event);
      indexes = new Set(event.target.dataset.word === undefined ? [] : [Number(event.target.dataset.word)]);
      chosen(one, indexes);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", function (event) {
      if (!from) return;
      var to = point(event);
      if (!band && Math.hypot(to[0] - from[0], to[1] - from[1]) < 4) return;
      if (band) band.remove();
      band = rect([Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])], "m-band", 0);
      svg.append(band);
      indexes = within(from, to);
      chosen(one, indexes);
    });
    function finish(event) {
      if (!from) return;
      from = null;
      if (band) band.remove();
      band = null;
      if (event.type === "pointerup") pick(n, indexes);
      chosen(one, new Set());
    }
    svg.addEventListener("pointerup", finish);
    svg.addEventListener("pointercancel", finish);
    svg.addEventListener("click", function (event) {
      if (finger && event.target.dataset.word !== undefined) pick(n, new Set([Number(event.target.dataset.word)]));
    });
    keys(n, svg);
  }

  // --- words by keyboard

  function beside(words, at, key) {
    if (key === "ArrowRight") return Math.min(at + 1, words.length - 1);
    if (key === "ArrowLeft") return Math.max(at - 1, 0);
    if (key === "Home" || key === "End") {
      var same = words.map(function (word, index) { return [word, index]; }).filter(function (pair) { return pair[0][5] === words[at][5]; });
      return same[key === "Home" ? 0 : same.length - 1][1];
    }
    var way = key === "ArrowDown" ? 1 : -1;
    var here = words[at], middle = (here[1] + here[3]) / 2, best = at, least = Infinity;
    words.forEach(function (word, index) {
      var down = way * ((word[2] + word[4]) / 2 - (here[2] + here[4]) / 2);
      if (down < 0.6 * (here[4] - here[2])) return;
      var away = Math.max(word[1] - middle, middle - word[3], 0);
      if (down * 3 + away < least) { least = down * 3 + away; best = index; }
    });
    return best;
  }
  function focus(one, index) {
    one.words.forEach(function (drawn) { drawn.setAttribute("tabindex", "-1"); });
    one.words[index].setAttribute("tabindex", "0");
    one.words[index].focus({ preventScroll: true });
    bring([number(one.figure)].concat(one.told.words[index].slice(1, 5)));
  }
  function keys(n, svg) {
    var one = page(n), anchor = null;
    svg.addEventListener("keydown", function (event) {
      if (event.target.dataset.word === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      var at = Number(event.target.dataset.word), words = one.told.words;
      if (/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) {
        event.preventDefault();
        var to = beside(words, at, event.key);
        if (event.shiftKey) { if (anchor === null) anchor = at; } else anchor = null;
        var indexes = new Set();
        if (anchor !== null) for (var i = Math.min(anchor, to); i <= Math.max(anchor, to); i++) indexes.add(i);
        chosen(one, indexes);
        focus(one, to);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        var taken = new Set();
        one.words.forEach(function (drawn, index) { if (drawn.getAttribute("aria-selected") === "true") taken.add(index); });
        pick(n, taken.size ? taken : new Set([at]));
        chosen(one, new Set());
        anchor = null;
        section.dispatchEvent(new CustomEvent("pages:leave"));
      } else if (event.key === "Escape") {
        chosen(one, new Set());
        anchor = null;
        section.dispatchEvent(new CustomEvent("pages:leave"));
      }
    });
  }
  section.addEventListener("pages:enter", function (event) {
    var place = event.detail.places[0];
    var n = place ? place[0] : first();
    ask(n).then(function () {
      var one = page(n);
      if (!one.words.length) return;
      var index = 0;
      if (place) {
        var x = (place[1] + place[3]) / 2, y = (place[2] + place[4]) / 2, least = Infinity;
        one.told.words.forEach(function (word, i) {
          var away = Math.hypot((word[1] + word[3]) / 2 - x, ((word[2] + word[4]) / 2 - y) * 2);
          if (away < least) { least = away; index = i; }
        });
      }
      focus(one, index);
    }).catch(function () {});
  });
  function first() {
    var view = scroller.getBoundingClientRect(), found = 1;
    pages.forEach(function (one, n) {
      var drawn = one.figure.getBoundingClientRect();
      if (found === 1 && n > 1 && drawn.top < view.top + view.height / 2 && drawn.bottom > view.top) found = n;
    });
    return found;
  }

  // --- zoom

  section.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () {
      zoom = Math.min(Math.max(zoom + Number(button.dataset.zoom), 0), ZOOMS.length - 1);
      var share = scroller.scrollTop / Math.max(scroller.scrollHeight, 1);
      scroller.style.setProperty("--m-zoom", ZOOMS[zoom]);
      section.querySelector("[data-zoom-shown]").textContent = Math.round(100 * ZOOMS[zoom]) + " %";
      pages.forEach(function (one) { one.figure.querySelector("img").sizes = Math.round(scroller.clientWidth * ZOOMS[zoom]) + "px"; });
      scroller.scrollTop = share * scroller.scrollHeight;
    });
  });

  Array.from(section.querySelectorAll("[data-page]")).forEach(known);
})();
