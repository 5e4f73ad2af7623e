// The page: what is typed goes to the server, and its words, its look, its parts and its sound come back.

import { Problem, Words, ask, useKey, whenKeyIsNeeded } from "./reading.js";
import { Sound } from "./sound.js";
import { Walk } from "./walk.js";

const KEPT = ["style", "verbosity", "language", "voice", "rate", "format"];
const TYPING_MS = 120;
const SILENCE_MS = 1500;
const $ = (id) => document.getElementById(id);

const words = new Words(showWords);
const sound = new Sound($("player"), (playing) => {
  $("listen").textContent = playing ? "Stop" : "Listen";
});
const walk = new Walk(
  { walk: $("walk"), written: $("written"), source: $("source"), here: $("here"), steps: $("steps") },
  { say, speak: (heard) => played("v1/audio/speech", { input: heard, ...spoken("speed") }), leave: () => $("latex").focus() },
);
let known = { styles: [] };
let typing = 0;
let quiet = 0;
let partsAsked = null;

function say(text) {
  // The same words again are only heard if they differ.
  $("status").textContent = text === $("status").textContent ? `${text}\u00a0` : text;
}

function reading() {
  const fields = { latex: $("latex").value };
  for (const name of ["style", "verbosity", "language", "macros"]) if ($(name).value) fields[name] = $(name).value;
  const prefs = {};
  for (const choice of $("preference-fields").querySelectorAll("select")) {
    if (choice.selectedIndex > 0) prefs[choice.name] = choice.value;
  }
  if (Object.keys(prefs).length) fields.prefs = prefs;
  return fields;
}

function spoken(rate = "rate") {
  const fields = { [rate]: Number($("rate").value) };
  if ($("voice").value) fields.voice = $("voice").value;
  return fields;
}

function changed(wait) {
  clearTimeout(typing);
  clearTimeout(quiet);
  typing = setTimeout(update, wait);
}

function update() {
  const fields = reading();
  if (!fields.latex.trim()) {
    partsAsked?.abort();
    words.number += 1;
    showWords({ speech: "", warnings: [] });
    walk.clear("");
    return;
  }
  words.ask(fields);
  askForParts(fields);
}

function showWords(answer) {
  const problem = answer.problem;
  $("problem").hidden = !problem;
  $("problem").textContent = problem ? [problem.detail, problem.hint].filter(Boolean).join(". ") : "";
  $("latex").setAttribute("aria-invalid", String(Boolean(problem)));
  if (!problem) $("words").textContent = answer.speech;
  const notices = (answer.warnings ?? []).map((warning) => {
    const item = document.createElement("li");
    item.textContent = warning.message;
    return item;
  });
  $("warnings").replaceChildren(...notices);
  $("warnings").hidden = !notices.length;
  clearTimeout(quiet);
  // Whoever types on does not want to be interrupted by every state on the way.
  quiet = setTimeout(() => {
    if (document.activeElement === $("latex")) say(problem ? problem.detail : answer.speech);
  }, SILENCE_MS);
}

async function askForParts(fields) {
  partsAsked?.abort();
  const asking = (partsAsked = new AbortController());
  try {
    const answer = await (await ask("v1/parts", fields, asking.signal)).json();
    walk.take(fields.latex, answer);
  } catch (error) {
    if (error.name !== "AbortError") walk.clear(error instanceof Problem ? error.message : "");
  }
}

async function played(path, fields) {
  await attempted(() => sound.play(path, fields));
}

async function attempted(work) {
  try {
    await work();
  } catch (error) {
    const text = error instanceof Problem ? error.message : "It cannot be played.";
    $("problem").hidden = false;
    $("problem").textContent = text;
    say(text);
  }
}

function listen() {
  if (sound.isPlaying) sound.stop();
  else played("v1/speak", { ...reading(), ...spoken(), format: "mp3" });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("copied");
  } catch {
    say("It cannot be copied here.");
  }
}

async function copySsml() {
  const answer = await ask("v1/text", { ...reading(), format: "ssml" });
  await copy((await answer.json()).speech);
}

function choices(select, values, chosen) {
  select.replaceChildren(...values.map(([value, text]) => new Option(text, value, false, value === chosen)));
}

function showPreferences() {
  const style = known.styles.find(({ name }) => name === $("style").value);
  const rows = Object.entries(style?.preferences ?? {}).map(([name, values]) => {
    const row = document.createElement("p");
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.name = name;
    select.id = `preference-${name}`;
    label.htmlFor = select.id;
    label.textContent = name.replace(/([a-z])([A-Z])/g, "$1 $2");
    choices(select, values.map((value) => [value, value]), values[0]);
    row.append(label, select);
    return row;
  });
  $("preference-fields").replaceChildren(...rows);
  $("preferences").hidden = !rows.length;
}

async function load() {
  known = await (await ask("v1/styles")).json();
  choices($("style"), known.styles.map(({ name }) => [name, name]), kept("style") ?? known.defaults.style);
  choices($("verbosity"), known.verbosities.map((name) => [name, name]), kept("verbosity") ?? known.defaults.verbosity);
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  choices($("language"), known.languages.map((tag) => [tag, names.of(tag)]), kept("language") ?? known.defaults.language);
  for (const name of ["rate", "format"]) if (kept(name)) $(name).value = kept(name);
  $("rate-shown").value = $("rate").value;
  showPreferences();
  update();
  const { voices } = await (await ask("v1/voices")).json();
  const own = [["", "The server's own"]];
  choices($("voice"), own.concat(voices.map((voice) => [voice.id, `${voice.name} (${voice.language})`])), kept("voice") ?? "");
}

function kept(name) {
  try {
    return localStorage.getItem(`mathspeak-${name}`);
  } catch {
    return null;
  }
}

function keep(name) {
  try {
    localStorage.setItem(`mathspeak-${name}`, $(name).value);
  } catch {
    // Nothing is kept where the browser keeps nothing.
  }
}

function takeKey() {
  useKey($("key").value.trim());
  words.close();
  load().catch(() => say("The server does not know this key."));
}

whenKeyIsNeeded(() => {
  $("key-form").hidden = false;
});
$("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  takeKey();
});
$("key").addEventListener("change", takeKey);
for (const id of ["latex", "macros"]) $(id).addEventListener("input", () => changed(TYPING_MS));
for (const name of KEPT) {
  $(name).addEventListener("change", () => {
    keep(name);
    if (name === "style") showPreferences();
    if (["style", "verbosity", "language"].includes(name)) changed(0);
  });
}
$("preference-fields").addEventListener("change", () => changed(0));
$("rate").addEventListener("input", () => {
  $("rate-shown").value = $("rate").value;
});
$("listen").addEventListener("click", listen);
$("download").addEventListener("click", () => {
  const format = $("format").value;
  attempted(() => sound.save({ ...reading(), ...spoken(), format }, `formula.${format}`));
});
$("copy-words").addEventListener("click", () => copy($("words").textContent));
$("copy-ssml").addEventListener("click", () => attempted(copySsml));
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    listen();
  } else if (event.key === "Escape") {
    sound.stop();
  }
});
load().catch((error) => say(error instanceof Problem ? error.message : "The server does not answer."));
