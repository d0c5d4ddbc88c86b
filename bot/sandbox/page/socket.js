// The live line to the server. It comes back by itself, a little later after each failure.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/** @typedef {"connecting" | "open" | "lost"} Line */

export class Socket {
  /**
   * @param {(event: import("./types.js").Event) => void} onevent
   * @param {(line: Line) => void} online called whenever the line's state changes
   */
  constructor(onevent, online) {
    this.onevent = onevent;
    this.online = online;
    this.wait = FIRST_WAIT_MS;
    /** @type {WebSocket | null} */
    this.current = null;
    this.timer = 0;
  }

  /**
   * Hang up and call as this person; the first event is a whole snapshot.
   * @param {string} person an id, or ""
   */
  call(person) {
    clearTimeout(this.timer);
    this.current?.close();
    const address = new URL("/page/events", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    if (person) address.searchParams.set("as", person);
    const socket = new WebSocket(address);
    this.current = socket;
    this.online("connecting");
    socket.onopen = () => {
      if (socket === this.current) this.online("open");
    };
    socket.onmessage = ({ data }) => {
      if (socket !== this.current) return;
      this.wait = FIRST_WAIT_MS;
      this.onevent(JSON.parse(data));
    };
    socket.onclose = () => {
      if (socket !== this.current) return;
      this.online("lost");
      this.timer = setTimeout(() => this.call(person), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    };
  }
}
