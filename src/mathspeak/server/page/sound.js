// Audio of the formula: played, stopped, and saved.

import { addressOf, ask } from "./reading.js";

export class Sound {
  constructor(player, onChange) {
    this.player = player;
    this.asking = null;
    this.made = "";
    this.onChange = onChange;
    for (const event of ["playing", "pause", "ended", "emptied"]) {
      player.addEventListener(event, () => onChange(this.isPlaying));
    }
  }

  get isPlaying() {
    return !this.player.paused && !this.player.ended;
  }

  // Play what the fields ask for; an error is thrown, but not that something else was asked for meanwhile.
  async play(path, fields) {
    this.stop();
    const asking = (this.asking = new AbortController());
    try {
      const address = path === "v1/speak" ? addressOf(path, fields) : null;
      this.take(address ?? URL.createObjectURL(await this.fetched(path, fields, asking.signal)));
      await this.player.play();
    } catch (error) {
      if (error.name === "AbortError") return;
      // Of a failed address the element only says that it failed: what the problem is, is asked for.
      await ask(path, fields, asking.signal);
      throw error;
    }
  }

  stop() {
    this.asking?.abort();
    this.player.pause();
  }

  async save(fields, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await this.fetched("v1/speak", fields));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async fetched(path, fields, signal) {
    return (await ask(path, fields, signal)).blob();
  }

  take(address) {
    if (this.made) URL.revokeObjectURL(this.made);
    this.made = address.startsWith("blob:") ? address : "";
    this.player.src = address;
  }
}
