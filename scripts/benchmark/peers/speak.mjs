// The peers that run in Node, behind one protocol:
//
//   node speak.mjs STYLE once LATEX                    prints what the formula says
//   node speak.mjs STYLE bench PASSES SECONDS < lines  prints one JSON object with the seconds that each formula takes
//
// Of each formula the median of its passes counts: there is one to warm up, and then as many as asked for, or three where
// these take more than SECONDS.
//
// STYLE is sre-mathspeak, sre-clearspeak, mathlive or katex; lines are JSON strings, a formula each. The packages are
// those of $PEERS_DIR/node_modules.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(process.env.PEERS_DIR);
const load = createRequire(path.join(folder, 'package.json'));
const open = (...parts) => import(pathToFileURL(path.join(folder, 'node_modules', ...parts)).href);

// What MathJax's users may load at once; physics and a few others change what plain commands mean.
const LEFT_OUT = new Set(['physics', 'bussproofs', 'noundefined', 'noerrors', 'colorv2', 'require', 'autoload']);

function texToMathML() {
  const { mathjax } = load('mathjax-full/js/mathjax.js');
  const { TeX } = load('mathjax-full/js/input/tex.js');
  const { AllPackages } = load('mathjax-full/js/input/tex/AllPackages.js');
  const { liteAdaptor } = load('mathjax-full/js/adaptors/liteAdaptor.js');
  const { RegisterHTMLHandler } = load('mathjax-full/js/handlers/html.js');
  const { SerializedMmlVisitor } = load('mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js');
  const { STATE } = load('mathjax-full/js/core/MathItem.js');
  RegisterHTMLHandler(liteAdaptor());
  const visitor = new SerializedMmlVisitor();
  const packages = AllPackages.filter((name) => !LEFT_OUT.has(name));
  const fail = (_, error) => {
    throw error;
  };
  const begin = () => mathjax.document('', { InputJax: new TeX({ packages, formatError: fail }) });
  let page = begin();
  return (latex) => {
    // What one formula defines must not be known to the next.
    if (/\\(new|renew|provide|Declare|def|let)/.test(latex)) page = begin();
    return visitor.visitTree(page.convert(latex, { display: true, end: STATE.CONVERT }));
  };
}

async function speechRuleEngine(domain) {
  const engine = load('speech-rule-engine');
  await engine.setupEngine({ domain, style: 'default', locale: 'en', modality: 'speech', markup: 'none', speech: 'none' });
  await engine.engineReady();
  const convert = texToMathML();
  return (latex) => engine.toSpeech(convert(latex));
}

async function mathLive() {
  // Its entry without a browser reads its settings from a class that only browsers have.
  globalThis.MathfieldElement = { textToSpeechRules: 'mathlive', textToSpeechMarkup: '', textToSpeechRulesOptions: {} };
  const { convertLatexToSpeakableText } = await open('mathlive', 'mathlive-ssr.min.mjs');
  return convertLatexToSpeakableText;
}

async function kaTeX() {
  const { default: render } = await open('katex', 'dist', 'contrib', 'render-a11y-string.mjs');
  return (latex) => render(latex, { displayMode: true, throwOnError: true, strict: 'ignore' });
}

const STYLES = {
  'sre-mathspeak': () => speechRuleEngine('mathspeak'),
  'sre-clearspeak': () => speechRuleEngine('clearspeak'),
  mathlive: mathLive,
  katex: kaTeX,
};

const [style, task, ...asked] = process.argv.slice(2);
const speak = await STYLES[style]();
if (task === 'once') {
  console.log(speak(asked[0]));
} else {
  const formulas = readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const [passes, most] = asked.map(Number);
  const taken = formulas.map(() => []);
  const failed = new Set();
  const begin = performance.now();
  for (let pass = 0; pass <= passes && (pass <= 3 || performance.now() - begin < most * 1000); pass++) {
    formulas.forEach((latex, number) => {
      const start = performance.now();
      try {
        speak(latex);
      } catch {
        // What fails early would look fast.
        failed.add(number);
      }
      if (pass) taken[number].push((performance.now() - start) / 1000);
    });
  }
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const seconds = taken.filter((_, number) => !failed.has(number)).map(median);
  console.log(JSON.stringify({ failed: failed.size, seconds, peak: process.resourceUsage().maxRSS * 1024 }));
}
