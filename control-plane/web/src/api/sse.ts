/** One server-sent event. */
export interface Sent {
  id: string | null;
  name: string;
  data: string;
}

/** Cuts a stream of text into server-sent events. Feed it pieces of any size. */
export class SseReader {
  private rest = "";
  private id: string | null = null;
  private name = "";
  private data: string[] = [];

  constructor(
    private readonly heard: (event: Sent) => void,
    private readonly onRetry: (milliseconds: number) => void = () => {},
  ) {}

  take(text: string): void {
    this.rest += text;
    let from = 0;
    for (let end = this.rest.indexOf("\n", from); end >= 0; end = this.rest.indexOf("\n", from)) {
      this.line(this.rest.slice(from, this.rest[end - 1] === "\r" ? end - 1 : end));
      from = end + 1;
    }
    this.rest = this.rest.slice(from);
  }

  private line(line: string): void {
    if (line === "") {
      this.dispatch();
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") {
      this.name = value;
    } else if (field === "data") {
      this.data.push(value);
    } else if (field === "id") {
      this.id = value;
    } else if (field === "retry" && /^\d+$/.test(value)) {
      this.onRetry(Number(value));
    }
  }

  private dispatch(): void {
    if (this.data.length > 0 || this.id !== null) {
      this.heard({ id: this.id, name: this.name === "" ? "message" : this.name, data: this.data.join("\n") });
    }
    this.id = null;
    this.name = "";
    this.data = [];
  }
}
