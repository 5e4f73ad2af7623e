// The formula as it is written, and steps through its parts by keys or buttons.

const MATHML = "http://www.w3.org/1998/Math/MathML";
const KEYS = {
  ArrowDown: "into",
  ArrowUp: "out",
  ArrowLeft: "previous",
  ArrowRight: "next",
  Home: "first",
  End: "last",
  " ": "again",
  Enter: "speak",
  w: "where",
  f: "whole",
};

export class Walk {
  constructor(elements, { say, speak, leave }) {
    Object.assign(this, elements);
    this.say = say;
    this.speak = speak;
    this.whole = null;
    this.part = null;
    this.around = new Map();
    this.walk.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave();
      const step = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.step(step);
    });
    this.walk.addEventListener("focus", () => this.part && this.show(this.part));
    this.steps.addEventListener("click", (event) => {
      const step = event.target.dataset?.step;
      if (step) this.step(step);
    });
    this.rove(this.steps);
  }

  // One button of a toolbar is in the order of focus; the arrow keys lead to the others.
  rove(toolbar) {
    const buttons = [...toolbar.querySelectorAll("button")];
    toolbar.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const at = buttons.indexOf(document.activeElement);
      if (!move || at < 0) return;
      event.preventDefault();
      const next = buttons[(at + move + buttons.length) % buttons.length];
      for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
      next.focus();
    });
  }

  take(latex, answer) {
    // Of the same formula, read in another way, one stays where one is.
    const number = this.part && latex === this.latex ? this.part.number : 1;
    this.latex = latex;
    this.offset = answer.offset;
    this.whole = this.part = answer.whole;
    this.around.clear();
    this.note(answer.whole);
    this.part = [...this.around.keys()].find((part) => part.number === number) ?? this.whole;
    this.written.replaceChildren(...rendered(answer.mathml));
    this.show(this.part, false);
  }

  clear(reason) {
    this.whole = this.part = null;
    this.written.replaceChildren();
    this.source.replaceChildren();
    this.here.textContent = reason;
  }

  note(part) {
    for (const inner of part.parts) {
      this.around.set(inner, part);
      this.note(inner);
    }
  }

  step(step) {
    if (!this.part) return;
    const outer = this.around.get(this.part);
    const beside = outer?.parts ?? [this.part];
    const at = beside.indexOf(this.part);
    const target = {
      into: this.part.parts[0],
      out: outer,
      previous: beside[at - 1],
      next: beside[at + 1],
      first: beside[0],
      last: beside.at(-1),
      whole: this.whole,
      again: this.part,
    };
    if (step === "where") this.say(this.part.where);
    else if (step === "speak") this.speak(this.part.heard);
    else if (target[step]) this.show((this.part = target[step]));
    else this.say({ into: "no parts", out: "this is the whole", previous: "the first", next: "the last" }[step]);
  }

  show(part, aloud = true) {
    this.here.textContent = part.heard;
    if (aloud) this.say(part.heard);
    const before = document.createTextNode(this.latex.slice(0, part.start));
    const marked = document.createElement("mark");
    marked.textContent = this.latex.slice(part.start, part.end);
    this.source.replaceChildren(before, marked, this.latex.slice(part.end));
    for (const element of this.written.querySelectorAll(".current")) element.classList.remove("current");
    for (const element of within(this.written, part.start - this.offset, part.end - this.offset)) {
      element.classList.add("current");
    }
  }
}

// The largest elements whose place in the source, which their id tells, lies within these bounds.
function within(root, start, end) {
  const found = [];
  for (const element of root.querySelectorAll("[id]")) {
    const place = /^f(\d+)-(\d+)/.exec(element.id);
    const inside = place && start <= Number(place[1]) && Number(place[2]) <= end;
    if (inside && !found.some((outer) => outer.contains(element))) found.push(element);
  }
  return found;
}

// What the server writes, without anything that is not MathML.
function rendered(text) {
  const root = new DOMParser().parseFromString(text, "application/xml").documentElement;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (element.namespaceURI !== MATHML) return [];
    for (const { name } of [...element.attributes]) {
      if (/^(on|style$|href$|xlink:)/i.test(name)) element.removeAttribute(name);
    }
  }
  return [document.importNode(root, true)];
}
