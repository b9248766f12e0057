import type { Chunk, LogEvent } from "../api/types";
import { sentImages } from "../images/images";
import type { Asked, Item, PlanEntry, Step, Tone, Tool, Waiting } from "./items";
import { entriesOf, isObject, left, planIn, takesImages, text, upsert } from "./tools";
import { allowanceOf, allowedOnce, refusedOnce, takenBack, type Ways } from "./ways";
import { environmentWords, news, oversteps, pullWords, sandboxEnded, unprepared } from "./words";

type Json = Record<string, unknown>;

const LONGEST_OUTPUT = 100_000;

/** Limits that the agent's own settings raise. */
const RAISED = new Set(["minutes", "turns", "tokens", "money"]);

/**
 * The conversation that follows from an agent's log. Each event changes one item or adds one; what
 * is drawn is the list of items, of which those that did not change are the same objects.
 */
export class Conversation {
  items: Item[] = [];
  queue: Waiting[] = [];
  last = 0;
  /** What its harness has said of itself, once it has. */
  takesImages: boolean | undefined;
  private readonly places = new Map<string, number>();
  private readonly requests = new Map<string, string>();
  private readonly senders = new Map<string, string>();
  private readonly ways: string[] = [];
  private turn = 0;
  private pressable: string | undefined;

  /** Begins with what waits in the queue, where the log is not read from its beginning. */
  constructor(queue: Waiting[] = []) {
    this.queue = queue;
  }

  /** The same conversation for React: another array, the same items; the queue is another one when it has changed. */
  snapshot(): { items: Item[]; queue: Waiting[]; last: number; takesImages: boolean | undefined } {
    return { items: [...this.items], queue: this.queue, last: this.last, takesImages: this.takesImages };
  }

  take(event: LogEvent): void {
    if (event.seq <= this.last) {
      return;
    }
    this.last = event.seq;
    const p = event.payload;
    if (!isObject(p)) {
      if (event.damaged !== undefined) {
        this.note(event, "quiet", `Something that is no text stands in the log here (${event.type}).`);
      }
      return;
    }
    // What a sandbox reports is never what we observed, whatever it calls itself.
    if (event.source === "observed") {
      this.observed(event, p);
    } else {
      this.reported(event, p);
    }
  }

  chunk(chunk: Chunk): void {
    this.say(chunk.message, chunk.kind, chunk.offset, chunk.text, false);
  }

  private observed(event: LogEvent, p: Json): boolean {
    switch (event.type) {
      case "message.sent":
        this.senders.set(text(p.message), text(p.by));
        this.queued({
          message: text(p.message),
          text: text(p.text),
          by: text(p.by),
          redirects: p.redirects === true,
          images: sentImages(p.images),
        });
        return true;
      case "message.edited":
        this.queue = this.queue.map((m) => (m.message === p.message ? { ...m, text: text(p.text) } : m));
        return true;
      case "message.withdrawn":
        this.queue = this.queue.filter((m) => m.message !== p.message);
        return true;
      case "turn.given":
        this.turn = Number(p.turn);
        this.settled();
        this.queue = this.queue.filter((m) => m.message !== p.message);
        this.add({
          kind: "prompt",
          key: `prompt ${this.turn}`,
          turn: this.turn,
          text: text(p.text),
          at: event.at,
          by: this.senders.get(text(p.message)),
          images: sentImages(p.images),
        });
        return true;
      case "turn.stopped":
        return this.note(event, "quiet", `Turn ${p.turn} is stopped: ${text(p.why)}`);
      case "decision.opened":
        return this.opened(p);
      case "decision.answered":
        return this.asked(p, (item) => ({
          ...item,
          answer: { option: text(p.option) || undefined, by: text(p.by), words: text(p.words) || undefined },
        }));
      case "decision.closed":
        return this.asked(p, (item) => ({ ...item, closed: text(p.why) }));
      case "decision.overstepped":
        return this.overstepped(event, p);
      case "push.refused":
        this.add({
          kind: "refused",
          key: `event ${event.seq}`,
          rule: text(p.rule),
          ref: text(p.ref) || undefined,
          words: text(p.words),
          allowable: p.allowable === true,
        });
        return true;
      case "push.allowed":
        for (const [i, item] of this.items.entries()) {
          if (item.kind === "refused" && item.rule === p.rule && item.allowed === undefined) {
            this.items[i] = { ...item, allowed: text(p.by) };
          }
        }
        return true;
      case "egress.refused":
        return this.wayRefused(event, p);
      case "egress.allowed":
        return this.wayAllowed(event, p);
      case "egress.taken-back":
        return this.overWays((ways) => takenBack(ways, text(p.host)));
      case "model.refused":
        return this.callRefused(p);
      case "agent.failed":
        return this.trouble(event, text(p.reason), text(p.nextStep), { do: "resume" });
      case "limit.reached":
        return this.trouble(
          event,
          text(p.words),
          "",
          RAISED.has(text(p.limit)) ? { do: "raise", limit: text(p.limit) } : undefined,
        );
      case "limits.changed":
      case "resume.asked":
        return this.settled();
      case "pull.opened":
        return this.note(event, "good", `Pull request #${p.number} is open at ${text(p.repository)}.`);
      case "pull.changed":
        return this.note(event, "quiet", pullWords(p));
      case "branch.published":
        return this.note(event, "good", `The branch ${text(p.branch)} is published.`);
      case "sandbox.ended":
        return this.note(event, "quiet", sandboxEnded(text(p.reason), this.items.at(-1)));
      case "sandbox.stays":
      case "turn.cut":
        return this.note(event, "bad", text(p.words));
      case "workspace.replaced":
        if (typeof p.turn === "number") {
          this.over(event, p.turn, "interrupted", undefined);
        }
        return this.note(event, "bad", text(p.words));
      case "pause.asked":
        return this.note(event, "quiet", `Paused. ${text(p.why)}`);
      case "environment.taken":
        return this.note(event, "quiet", environmentWords(p));
      case "mode.changed":
        return this.note(event, "quiet", `Mode: ${text(p.mode)}, by ${text(p.by)}.`);
      default:
        return false;
    }
  }

  private over(event: LogEvent, turn: number, outcome: string, words: string | undefined): void {
    this.items = this.items.map((item) => (item.kind === "tool" ? left(item) : item));
    this.add({ kind: "end", key: `end ${event.seq}`, turn, outcome, words, at: event.at });
  }

  private reported(event: LogEvent, p: Json): void {
    switch (event.type) {
      case "said":
        this.say(text(p.message), text(p.kind), Number(p.offset), text(p.text), p.last === true);
        break;
      case "tool": {
        const update = isObject(p.update) ? p.update : {};
        const key = `tool ${text(p.call)}`;
        this.put(upsert(this.at(key) as Tool | undefined, text(p.call), update));
        const plan = planIn(update);
        if (plan.length > 0) {
          this.plan(plan);
        }
        break;
      }
      case "plan":
        this.plan(isObject(p.update) ? entriesOf(p.update.entries) : []);
        break;
      case "output":
        this.output(text(p.source), text(p.text));
        break;
      case "decision.requested":
        this.requests.set(text(p.request), text(p.raw));
        break;
      case "decision.withdrawn":
        this.asked(p, (item) => (item.answer || item.closed ? item : { ...item, closed: text(p.words) }));
        break;
      case "turn.ended":
        this.over(event, Number(p.turn), text(p.outcome), text(p.words) || undefined);
        break;
      case "workspace.failed":
        this.note(event, "bad", unprepared(p));
        break;
      case "harness.ended":
        this.note(event, "bad", news(text(p.words), this.items.at(-1)));
        break;
      case "harness.update":
        this.takesImages = takesImages(p.update) ?? this.takesImages;
        break;
      case "notice":
        this.note(event, "quiet", text(p.words));
        break;
    }
  }

  private say(message: string, kind: string, offset: number, said: string, last: boolean): void {
    const key = `said ${message}`;
    const before = this.at(key);
    const known = before?.kind === "said" ? before : undefined;
    if (known?.done === true) {
      return;
    }
    const had = known?.text ?? "";
    const from = Math.min(known?.from ?? offset, offset);
    const end = Math.max(0, offset + said.length - (known?.from ?? offset));
    // A segment of the log stands over the pieces that were shown before it.
    const now = had.slice(0, offset - from) + said + had.slice(end);
    this.put({ kind: "said", key, thought: kind === "thought", from, text: now, done: last });
  }

  private plan(entries: PlanEntry[]): void {
    this.put({ kind: "plan", key: `plan ${this.turn}`, entries });
  }

  /** What is printed one after the other by one source stands together. */
  private output(source: string, said: string): void {
    const last = this.items.at(-1);
    if (last?.kind === "output" && last.source === source) {
      const all = last.text + said;
      this.items[this.items.length - 1] = {
        ...last,
        text: all.slice(-LONGEST_OUTPUT),
        cut: last.cut || all.length > LONGEST_OUTPUT,
      };
    } else {
      this.add({ kind: "output", key: `output ${this.last}`, source, text: said.slice(-LONGEST_OUTPUT), cut: false });
    }
  }

  private opened(p: Json): boolean {
    const request = text(p.request);
    const raw = this.requests.get(request);
    if (raw === undefined) {
      // What was asked stands before what was read: nobody decides on bytes that he does not see.
      return true;
    }
    const command = isObject(p.command) ? (p.command as unknown as Asked["command"]) : undefined;
    this.put({
      kind: "asked",
      key: `asked ${request}`,
      decision: text(p.decision),
      request,
      raw,
      digest: text(p.digest),
      choices: Array.isArray(p.choices) ? (p.choices as Asked["choices"]) : [],
      command,
      expiresAt: text(p.expiresAt),
    });
    this.requests.delete(request);
    return true;
  }

  private asked(p: Json, change: (item: Asked) => Asked): boolean {
    const item = this.at(`asked ${text(p.request)}`);
    if (item?.kind === "asked") {
      this.put(change(item));
    }
    return true;
  }

  private overstepped(event: LogEvent, p: Json): boolean {
    const told = oversteps(p);
    const tool = this.at(`tool ${text(p.call)}`);
    if (tool?.kind === "tool") {
      this.put({ ...tool, warning: told });
    }
    return this.note(event, "bad", told, "Look at what it has done, and stop it if that is not what you want.");
  }

  private wayRefused(event: LogEvent, p: Json): boolean {
    const key = `ways ${this.turn}`;
    const before = this.at(key);
    if (before === undefined) {
      this.ways.push(key);
    }
    this.put(refusedOnce(before?.kind === "ways" ? before : undefined, key, event.at, p));
    return true;
  }

  private wayAllowed(event: LogEvent, p: Json): boolean {
    const allowed = allowanceOf(event.at, p);
    return (
      this.overWays((ways) => allowedOnce(ways, allowed)) ||
      this.note(event, "quiet", `${allowed.by} let it reach ${allowed.host}.`)
    );
  }

  /** Whether any of them is another now. */
  private overWays(change: (ways: Ways) => Ways): boolean {
    let changed = false;
    for (const key of this.ways) {
      const before = this.at(key);
      if (before?.kind === "ways") {
        const after = change(before);
        changed ||= after !== before;
        this.put(after);
      }
    }
    return changed;
  }

  /** What breaks one rule in a turn is one item, with a count. */
  private callRefused(p: Json): boolean {
    const key = `model ${this.turn} ${text(p.rule)}`;
    const before = this.at(key);
    const count = 1 + (Number(p.before) || 0) + (before?.kind === "model" ? before.count : 0);
    this.put({ kind: "model", key, rule: text(p.rule), words: text(p.words), count });
    return true;
  }

  /** A limit makes an agent fail: what is pressed then is what raises it. */
  private trouble(event: LogEvent, words: string, next: string, step?: Step): boolean {
    const known = this.pressable === undefined ? undefined : this.at(this.pressable);
    const raises = known?.kind === "note" && known.step?.do === "raise";
    const told = raises && known.text === words;
    if (!raises) {
      this.settled();
    }
    const key = `event ${event.seq}`;
    if (!told) {
      this.note(event, "bad", words, next);
    }
    const item = this.at(key);
    if (!raises && step !== undefined && item?.kind === "note") {
      this.put({ ...item, step });
      this.pressable = key;
    }
    return true;
  }

  /** What was to be pressed is done, or the agent has gone on without it. */
  private settled(): boolean {
    const item = this.pressable === undefined ? undefined : this.at(this.pressable);
    this.pressable = undefined;
    if (item?.kind === "note") {
      this.put({ ...item, step: undefined });
    }
    return true;
  }

  private queued(message: Waiting): void {
    if (this.queue.some((m) => m.message === message.message)) {
      this.queue = this.queue.map((m) => (m.message === message.message ? message : m));
    } else {
      this.queue = message.redirects ? [message, ...this.queue] : [...this.queue, message];
    }
  }

  private note(event: LogEvent, tone: Tone, words: string, next?: string): boolean {
    if (words !== "") {
      this.add({ kind: "note", key: `event ${event.seq}`, tone, text: words, next: next || undefined, at: event.at });
    }
    return true;
  }

  private at(key: string): Item | undefined {
    const place = this.places.get(key);
    return place === undefined ? undefined : this.items[place];
  }

  private add(item: Item): void {
    this.places.set(item.key, this.items.length);
    this.items.push(item);
  }

  private put(item: Item): void {
    const place = this.places.get(item.key) ?? this.items.length;
    this.places.set(item.key, place);
    this.items[place] = item;
  }
}
