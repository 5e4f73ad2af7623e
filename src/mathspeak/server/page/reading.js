// Requests to the server: words as one types over a socket where there is one, everything else by fetch.

let key = "";
let onKeyNeeded = () => {};

export function useKey(value) {
  key = value;
}

export function whenKeyIsNeeded(action) {
  onKeyNeeded = action;
}

export class Problem extends Error {
  constructor(fields) {
    super(fields.detail);
    this.fields = fields;
  }
}

export async function ask(path, body, signal) {
  const headers = key ? { "X-API-Key": key } : {};
  const options = { headers, signal };
  if (body !== undefined) {
    options.method = "POST";
    options.body = JSON.stringify(body);
    headers["Content-Type"] = "application/json";
  }
  const answer = await fetch(path, options);
  if (answer.ok) return answer;
  if (answer.status === 401) onKeyNeeded();
  const isProblem = answer.headers.get("Content-Type")?.includes("problem+json");
  throw new Problem(isProblem ? await answer.json() : { detail: `The server answers ${answer.status}.` });
}

// An address that an audio element can play by itself, from the first piece on; none where a key must be sent along or
// the formula is too long for an address.
export function addressOf(path, fields) {
  if (key) return null;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    query.set(name, name === "prefs" ? serialised(value) : value);
  }
  const address = `${path}?${query}`;
  return address.length < 4000 ? address : null;
}

function serialised(prefs) {
  return Object.entries(prefs).map(([name, value]) => `${name}_${value}`).join(":");
}

// Words for each state of the formula, the last one only. A socket that cannot be opened is not tried again at once.
export class Words {
  constructor(onAnswer) {
    this.onAnswer = onAnswer;
    this.number = 0;
    this.socket = null;
    this.notBefore = 0;
    this.asking = null;
  }

  ask(fields) {
    this.number += 1;
    const message = { ...fields, id: this.number };
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(message));
      return;
    }
    this.byFetch(fields, this.number);
    this.open();
  }

  open() {
    if (this.socket || Date.now() < this.notBefore) return;
    this.notBefore = Date.now() + 10000;
    const address = new URL("v1/live", document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address, key ? ["mathspeak", `key.${key}`] : ["mathspeak"]);
    socket.addEventListener("message", (event) => this.take(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      this.socket = null;
    });
    this.socket = socket;
  }

  take(message) {
    if (message.id !== this.number || message.superseded) return;
    this.onAnswer(message.error ? { problem: message.error } : message);
  }

  async byFetch(fields, number) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await ask("v1/text", fields, this.asking.signal);
      this.take({ ...(await answer.json()), id: number });
    } catch (error) {
      if (error.name === "AbortError") return;
      this.take({ error: error.fields ?? { detail: "The server does not answer." }, id: number });
    }
  }

  close() {
    this.socket?.close();
    this.socket = null;
    this.notBefore = 0;
  }
}
