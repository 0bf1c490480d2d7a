// The page on which a draft is written. Without it everything works; `room.js` stands before it.
"use strict";

// What is to be said of the draft, and the telegram, appear while one types. Lines have numbers, and what is wrong is underlined.
function drafting(form) {
  const text = form.elements.draft;
  const seen = form.querySelector(".seen");
  const mirror = made("div", { className: "mirror" });
  mirror.setAttribute("aria-hidden", "true");
  text.parentElement.prepend(mirror);
  text.parentElement.classList.add("live");
  const said = made("p", { className: "unseen" });
  said.setAttribute("role", "status");
  form.append(said);

  let before = text.value;
  let marks = [];
  let waiting = 0;
  let asking = null;
  // An offer that is being taken goes before what is typed, and what is under the pointer stays while it is down.
  let taking = false;
  let held = false;
  seen.addEventListener("pointerdown", () => (held = true));
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(() => (held = false)));

  /** Where two texts begin to differ, and how much they have in common behind. */
  function difference(one, other) {
    const most = Math.min(one.length, other.length);
    let head = 0;
    while (head < most && one[head] === other[head]) head += 1;
    let tail = 0;
    while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
    return { head, tail };
  }

  function draw() {
    let start = 0;
    mirror.replaceChildren(...text.value.split("\n").map((line) => {
      const row = made("div", {});
      let done = 0;
      for (const { from, to, severity } of marks) {
        const low = Math.max(from - start, done);
        const high = Math.min(to - start, line.length);
        if (low >= high) continue;
        row.append(line.slice(done, low), made("span", { className: severity, textContent: line.slice(low, high) }));
        done = high;
      }
      row.append(line.slice(done) || (done > 0 ? "" : "\u200b"));
      start += line.length + 1;
      return row;
    }));
  }

  /** Marks of what was said, as the answer has them. */
  function read() {
    marks = all("[data-from]", seen)
      .map(({ dataset }) => ({ from: Number(dataset.from), to: Number(dataset.to), severity: dataset.severity }))
      .sort((one, other) => one.from - other.from);
    before = text.value;
    draw();
  }

  /** Puts the draft with an offer in place of what is there, so that it can be undone. */
  function take({ textContent, dataset }) {
    const { head, tail } = difference(text.value, textContent);
    const between = textContent.slice(head, textContent.length - tail);
    text.focus();
    text.setSelectionRange(head, text.value.length - tail);
    if (!document.execCommand("insertText", false, between)) text.setRangeText(between);
    text.setSelectionRange(Number(dataset.end), Number(dataset.end));
    clearTimeout(waiting);
  }

  async function ask(button) {
    clearTimeout(waiting);
    if (!button && (taking || held)) {
      waiting = setTimeout(ask, 350);
      return;
    }
    asking?.abort();
    taking = Boolean(button);
    const own = (asking = new AbortController());
    form.elements.at.value = text.selectionStart;
    const fields = new URLSearchParams(new FormData(form));
    form.elements.at.value = "";
    // The word that is looked up is asked for once.
    if (!button) fields.delete("word");
    else fields.set(button.name, button.value);
    try {
      const answer = await fetch("/write/look", { method: "POST", body: fields, signal: own.signal });
      if (!answer.ok) throw new Error(answer.status === 413 ? "The draft is too long." : "");
      const html = await answer.text();
      if (own.signal.aborted) return;
      if (held && !button) {
        waiting = setTimeout(ask, 350);
        return;
      }
      const page = new DOMParser().parseFromString(html, "text/html");
      const inside = seen.contains(document.activeElement);
      seen.replaceChildren(...page.body.childNodes);
      const taken = seen.querySelector(".taken");
      if (taken) take(taken);
      else if (inside) text.focus();
      taken?.remove();
      const tally = seen.querySelector(".tally").textContent;
      const offers = seen.querySelectorAll(".offers li").length;
      said.textContent = offers ? `${tally}. ${offers} ${offers === 1 ? "offer" : "offers"}` : tally;
      said.className = "unseen";
      read();
    } catch (error) {
      if (error.name === "AbortError") return;
      said.className = "wrong";
      said.textContent = `${error instanceof TypeError || !error.message ? "The room did not look at the draft." : error.message} What stands beside it is of an earlier one. Take the draft along, then open this page again.`;
    } finally {
      if (asking === own) taking = false;
    }
  }

  text.addEventListener("input", () => {
    const { head, tail } = difference(before, text.value);
    const end = before.length - tail;
    const longer = text.value.length - before.length;
    // Marks before a change stay, those behind it move along, those that it touches are gone until the next answer.
    marks = marks
      .filter(({ from, to }) => to <= head || from >= end)
      .map((mark) => (mark.from >= end && mark.to > head ? { ...mark, from: mark.from + longer, to: mark.to + longer } : mark));
    before = text.value;
    draw();
    asking?.abort();
    clearTimeout(waiting);
    waiting = setTimeout(ask, 350);
  });
  // Offers follow the hand, in the heading.
  let here = 0;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== text || text.selectionStart === here) return;
    here = text.selectionStart;
    const end = text.value.indexOf("\n---", 3);
    if (end >= 0 && here > end) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 350);
  });
  form.elements.to.addEventListener("change", () => ask());
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || ["take", "draft"].includes(button.value)) return;
    event.preventDefault();
    ask(button);
  });
  seen.addEventListener("click", (event) => {
    const place = event.target.closest("[data-from]");
    if (!place) return;
    event.preventDefault();
    const [from, to] = [Number(place.dataset.from), Number(place.dataset.to)];
    text.focus({ preventScroll: true });
    text.setSelectionRange(from, to);
    const line = text.value.slice(0, from).split("\n").length - 1;
    mirror.children[line]?.scrollIntoView({ block: "center" });
  });
  read();
  // Whoever comes back finds what was said of his draft.
  if (text.value !== text.defaultValue) ask();
}

all("form.drafting").forEach(drafting);
