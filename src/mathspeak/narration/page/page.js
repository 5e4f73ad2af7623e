"use strict";
(() => {
  const audio = document.getElementById("sound");
  const times = JSON.parse(document.getElementById("times").textContent);
  const sentences = [...document.querySelectorAll(".sentence")];
  const follow = document.getElementById("follow");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let current = -1;

  // The last sentence that has begun; -1 before the first.
  function at(seconds) {
    let low = 0, high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle][0] <= seconds + 0.001) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function mark(index) {
    if (index === current) return;
    if (current >= 0) sentences[current].removeAttribute("aria-current");
    current = index;
    if (index < 0) return;
    const sentence = sentences[index];
    sentence.setAttribute("aria-current", "true");
    if (follow.checked) sentence.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  function go(index, play) {
    const to = Math.max(0, Math.min(index, times.length - 1));
    audio.currentTime = times[to][0];
    mark(to);
    if (play) start();
  }

  // Whoever stops it before it has begun breaks the promise, which is no fault.
  function start() {
    audio.play().catch(() => {});
  }

  function tick() {
    mark(at(audio.currentTime));
    if (!audio.paused && !audio.ended) requestAnimationFrame(tick);
  }

  // A long formula can only be scrolled by keyboard if it can have the focus.
  function reach() {
    for (const box of document.querySelectorAll(".display, .table")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
    }
  }

  document.getElementById("words").addEventListener("change", (event) => {
    document.body.classList.toggle("with-words", event.target.checked);
  });
  reach();
  addEventListener("resize", reach);
  if (!audio) return;

  for (const event of ["play", "seeked", "timeupdate"]) audio.addEventListener(event, tick);
  audio.addEventListener("ended", () => mark(-1));
  document.getElementById("previous").addEventListener("click", () => go(current - 1, false));
  document.getElementById("next").addEventListener("click", () => go(current + 1, false));
  document.getElementById("speed").addEventListener("change", (event) => {
    audio.playbackRate = Number(event.target.value);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".listen");
    if (button) return go(Number(button.dataset.first), true);
    const sentence = event.target.closest(".sentence");
    if (sentence && !String(getSelection())) go(sentences.indexOf(sentence), true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("button, select, input, audio, a, [tabindex='0']")) return;
    if (event.key === " ") { audio.paused ? start() : audio.pause(); }
    else if (event.key === "ArrowLeft") go(current - 1, false);
    else if (event.key === "ArrowRight") go(current + 1, false);
    else return;
    event.preventDefault();
  });
})();
