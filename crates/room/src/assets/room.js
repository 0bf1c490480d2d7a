// What makes the pages better where scripts run. Without it everything works.
"use strict";

/** An element with properties. */
function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Suggestions below the search box: a combobox as ARIA has it. Enter takes one and searches, Tab takes it and lets the query go on.
function suggestions(input) {
  const form = input.form;
  const list = made("ul", { id: `${input.id}-list`, hidden: true });
  const said = made("p", { className: "unseen" });
  said.setAttribute("role", "status");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  form.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let typed = input.value;
  let offers = [];
  let at = -1;
  let waiting = 0;
  let asking = null;

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    offers = [];
    at = -1;
    said.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(next) {
    at = next;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
      input.value = typed;
    } else {
      const option = list.children[at];
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
      input.value = offers[at].query;
    }
  }

  function take(index, search) {
    const { query } = offers[index];
    const whole = !query.endsWith(":");
    input.value = whole && !search ? `${query} ` : query;
    typed = input.value;
    close();
    input.focus();
    if (whole && search) form.requestSubmit();
    else if (!whole) ask();
  }

  function open() {
    list.replaceChildren(...offers.map((offer, index) => {
      const option = made("li", { id: `${list.id}-${index}` }, made("b", { textContent: offer.value }), made("span", { textContent: offer.label }));
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(index, true));
      return option;
    }));
    at = -1;
    list.hidden = offers.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    said.textContent = list.hidden ? "" : `${offers.length} ${offers.length === 1 ? "suggestion" : "suggestions"}`;
  }

  async function ask() {
    asking?.abort();
    const own = (asking = new AbortController());
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(typed)}`, { signal: own.signal });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (own.signal.aborted || document.activeElement !== input) return;
      offers = found;
      open();
    } catch {
      // Aborted, or the room is closed: there is nothing to propose.
    }
  }

  input.addEventListener("input", () => {
    typed = input.value;
    clearTimeout(waiting);
    asking?.abort();
    if (typed.trim() === "") close();
    else waiting = setTimeout(ask, 120);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offers.length) {
      // One place more than there are suggestions: the text as it was typed.
      const places = offers.length + 1;
      choose(((at + 1 + step + places) % places) - 1);
      event.preventDefault();
    } else if (event.key === "ArrowDown" && typed.trim() !== "") {
      ask();
      event.preventDefault();
    } else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && at >= 0) {
      take(at, event.key === "Enter");
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (list.hidden) input.blur();
      else {
        input.value = typed;
        close();
      }
      event.preventDefault();
    }
  });
}

/** Whether a query is one of alternatives: `OR` outside of quotation marks and parentheses. */
function alternatives(query) {
  let rest = query.replace(/"[^"]*"/g, "");
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, "");
  }
  return rest.includes(" OR ");
}

// The bars over time: who drags over several of them, or holds Shift and goes along, asks for all that lies between.
function timeline(figure) {
  const svg = figure.querySelector("svg");
  const bars = all("a[data-from]", svg);
  const caption = figure.querySelector(".most");
  if (!svg || bars.length < 2) return;
  const usual = caption?.textContent ?? "";
  caption?.setAttribute("aria-live", "polite");
  let range = null;

  function show(next) {
    range = next;
    const [low, high] = range ? [Math.min(...range), Math.max(...range)] : [1, 0];
    bars.forEach((bar, index) => bar.classList.toggle("in", low <= index && index <= high));
    if (caption) caption.textContent = low < high ? `${bars[low].dataset.from} to ${bars[high].dataset.from}` : usual;
  }

  function go() {
    const [from, to] = [Math.min(...range), Math.max(...range)].map((index) => bars[index].dataset.from);
    const query = (figure.dataset.query ?? "").trim();
    const before = query === "*" || query === "" ? "" : alternatives(query) ? `(${query}) ` : `${query} `;
    const asked = new URLSearchParams({ q: `${before}${figure.dataset.field}:${from}..${to}` });
    const sort = figure.dataset.sort;
    if (sort && sort !== "relevance") asked.set("sort", sort);
    location.assign(`/search?${asked}`);
  }

  let down = null;
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, place));
  };
  const end = (event) => {
    if (down === null) return;
    const dragged = range !== null && range[0] !== range[1];
    down = null;
    if (event.type === "pointerup" && dragged) {
      // The click that follows is no click.
      const swallow = (click) => click.preventDefault();
      svg.addEventListener("click", swallow, { capture: true });
      setTimeout(() => svg.removeEventListener("click", swallow, { capture: true }), 300);
      go();
    } else show(null);
  };
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.isPrimary && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      down = { x: event.clientX, bar: under(event) };
    }
  });
  svg.addEventListener("pointermove", (event) => {
    if (down === null || (range === null && Math.abs(event.clientX - down.x) < 4)) return;
    if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    show([down.bar, under(event)]);
  });
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);

  // Whoever comes back finds no range.
  window.addEventListener("pageshow", (event) => event.persisted && show(null));

  // One stop of the Tab key; the arrows go from bar to bar.
  const stop = (here) => bars.forEach((bar, index) => bar.setAttribute("tabindex", index === here ? "0" : "-1"));
  stop(0);
  svg.addEventListener("focusin", (event) => {
    const here = bars.indexOf(event.target.closest("a"));
    if (here >= 0) stop(here);
  });
  svg.addEventListener("focusout", (event) => {
    if (down === null && !svg.contains(event.relatedTarget)) show(null);
  });
  svg.addEventListener("keydown", (event) => {
    const here = bars.indexOf(event.target.closest("a"));
    if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: bars.length - 1 }[event.key];
    if (to !== undefined) {
      const next = Math.max(0, Math.min(bars.length - 1, to));
      show(event.shiftKey ? [range ? range[0] : here, next] : null);
      bars[next].focus();
      event.preventDefault();
    } else if (event.key === "Enter" && range && range[0] !== range[1]) {
      go();
      event.preventDefault();
    } else if (event.key === "Escape" && range) {
      show(null);
    }
  });
}

// A telegram with its original beside it: what belongs together is lit on both sides.
function parts(sheet) {
  const original = sheet.querySelector(".original");
  let lit = null;
  function light(target) {
    const part = target?.closest?.("[data-part]")?.dataset.part ?? null;
    if (part === lit) return;
    lit = part;
    all(".lit", sheet).forEach((element) => element.classList.remove("lit"));
    if (part === null) return;
    const same = all(`[data-part="${CSS.escape(part)}"]`, sheet);
    same.forEach((element) => element.classList.add("lit"));
    // The original scrolls to it, where it scrolls by itself.
    const there = same.find((element) => original?.contains(element));
    if (there && !original.contains(target) && original.scrollHeight > original.clientHeight) {
      const [outer, inner] = [original.getBoundingClientRect(), there.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) original.scrollTop += inner.top - outer.top - 48;
    }
  }
  sheet.addEventListener("mouseover", (event) => light(event.target));
  sheet.addEventListener("mouseleave", () => light(document.activeElement));
  sheet.addEventListener("focusin", (event) => light(event.target));
}

// How many hits are picked.
function picked(form) {
  const boxes = () => [...form.elements].filter((element) => element.name === "mrn" && element.type === "checkbox");
  const button = [...form.elements].find((element) => element.type === "submit");
  if (!button || boxes().length === 0) return;
  const count = made("span", { className: "picked" });
  count.setAttribute("role", "status");
  button.after(" ", count);
  const tell = () => {
    const number = boxes().filter((box) => box.checked).length;
    count.textContent = number === 0 ? "" : `${number} picked`;
  };
  document.addEventListener("change", tell);
  tell();
}

// Keys. They can be turned off on their page, for those whose voice or hand types them unmeant.
function keys() {
  const SWITCH = "keys";
  const off = () => {
    try {
      return localStorage.getItem(SWITCH) === "off";
    } catch {
      return false;
    }
  };

  if (location.pathname === "/keys") {
    const button = made("button", { type: "button" });
    const name = () => (button.textContent = off() ? "Turn the keys on" : "Turn the keys off");
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(SWITCH, off() ? "on" : "off");
      } catch {
        // Where nothing may be kept, the keys stay as they are.
      }
      name();
    });
    name();
    (document.querySelector("main .column") ?? document.querySelector("main"))?.append(made("p", {}, button));
  }

  const typing = (target) =>
    target instanceof Element &&
    (target.closest("textarea, select, [contenteditable]") !== null ||
      (target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "reset", "file"].includes(target.type)));

  function along(step) {
    const items = all("ol.hits > li, .text > .block");
    if (items.length === 0) return false;
    let here = items.findIndex((item) => item.contains(document.activeElement));
    if (here < 0) here = items.findIndex((item) => item.classList.contains("here"));
    const next = items[Math.max(0, Math.min(items.length - 1, here + step))];
    items.forEach((item) => item.classList.toggle("here", item === next));
    const link = next.querySelector("h2 a");
    const target = next.matches("li") && link ? link : next;
    if (target === next) next.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  const follow = (selector) => {
    const link = document.querySelector(selector);
    link?.click();
    return link !== null;
  };
  const leave = (path) => {
    location.assign(path);
    return true;
  };
  let before = { key: "", time: 0 };
  const deeds = {
    "/": () => {
      const input = document.getElementById("q");
      input?.focus();
      input?.select();
      return input !== null;
    },
    j: () => along(1),
    k: () => along(-1),
    n: () => follow('a[rel="next"]'),
    p: () => follow('a[rel="prev"]'),
    o: () => follow('[data-key="o"]'),
    d: () => follow('[data-key="d"]'),
    "?": () => leave("/keys"),
    h: () => before.key === "g" && Date.now() - before.time < 1500 && leave("/"),
    Enter: () => document.activeElement === document.body && follow("ol.hits > li.here h2 a"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || off()) return;
    if (Object.hasOwn(deeds, event.key) && deeds[event.key]()) event.preventDefault();
    if (event.key !== "Shift") before = { key: event.key, time: Date.now() };
  });
}

// An import that goes on: how far it is, until it has ended.
function job(line) {
  const count = document.querySelector("[data-count]");
  const look = async () => {
    try {
      const answer = await fetch(`/api/v1/import/${line.dataset.job}`);
      const job = await answer.json();
      if (count) count.textContent = job.telegrams;
      if (job.state === "done" || job.state === "failed") return location.reload();
    } catch {
      // The room may be closed for a moment.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}

all("form.ask input[name=q]").forEach(suggestions);
all("figure.timeline").forEach(timeline);
all("body.both .sheet").forEach(parts);
all("form#pick").forEach(picked);
all("[data-job]").forEach(job);
keys();
