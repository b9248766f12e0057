import { act, type ReactNode } from "react";
import type { Root } from "react-dom/client";
import { vi } from "vitest";

// What a test draws is read in it, which takes a busy machine a while.
vi.setConfig({ testTimeout: 60_000 });

type Heard = (event: object) => void;

/** As much of a document as React asks of one: what is drawn is found by its words and pressed. */
export class Element {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly tagName: string;
  readonly namespaceURI = "http://www.w3.org/1999/xhtml";
  readonly attributes = new Map<string, string>();
  readonly style = { setProperty: () => {} };
  readonly classList = { remove: () => {}, toggle: () => {} };
  readonly children: Element[] = [];
  readonly options: Element[] = [];
  parentNode: Element | null = null;
  nodeValue = "";
  value = "";
  checked = false;
  multiple = false;
  selected = false;
  defaultSelected = false;
  disabled = false;
  open = false;
  href = "";
  download = "";
  private readonly heard = new Map<string, Set<Heard>>();

  constructor(
    readonly ownerDocument: Document,
    name: string,
    kind = 1,
  ) {
    this.nodeName = name.toUpperCase();
    this.tagName = this.nodeName;
    this.nodeType = kind;
  }

  get type(): string {
    return this.getAttribute("type") ?? "text";
  }
  set type(type: string) {
    this.setAttribute("type", type);
  }
  /** What a text area begins with. */
  set defaultValue(text: string) {
    if (this.nodeName === "TEXTAREA" && this.value === "") {
      this.value = text;
    }
  }
  get childNodes(): Element[] {
    return this.children;
  }
  get firstChild(): Element | null {
    return this.children[0] ?? null;
  }
  get lastChild(): Element | null {
    return this.children.at(-1) ?? null;
  }
  get nextSibling(): Element | null {
    const all = this.parentNode?.children ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }
  get isConnected(): boolean {
    return this === this.ownerDocument.body || this.parentNode?.isConnected === true;
  }

  get textContent(): string {
    return this.nodeType === 3 ? this.nodeValue : this.children.map((one) => one.textContent).join("");
  }
  set textContent(text: string) {
    this.children.length = 0;
    if (text !== "") {
      this.appendChild(this.ownerDocument.createTextNode(text));
    }
  }

  appendChild(one: Element): Element {
    return this.insertBefore(one, null);
  }
  insertBefore(one: Element, before: Element | null): Element {
    one.parentNode?.removeChild(one);
    const at = before === null ? this.children.length : this.children.indexOf(before);
    this.children.splice(at, 0, one);
    one.parentNode = this;
    if (one.nodeName === "OPTION") {
      this.options.push(one);
    }
    return one;
  }
  removeChild(one: Element): Element {
    this.children.splice(this.children.indexOf(one), 1);
    one.parentNode = null;
    return one;
  }
  contains(other: Element | null): boolean {
    return other === this || (other?.parentNode != null && this.contains(other.parentNode));
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, String(value));
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  addEventListener(name: string, heard: Heard, options?: boolean | { capture?: boolean }): void {
    const capture = options === true || (typeof options === "object" && options.capture === true);
    const key = `${name} ${capture}`;
    this.heard.set(key, (this.heard.get(key) ?? new Set()).add(heard));
  }
  removeEventListener(): void {}
  focus(): void {
    this.ownerDocument.activeElement = this;
  }
  blur(): void {}
  scrollIntoView(): void {}
  getBoundingClientRect(): object {
    return { right: 0 };
  }
  /** A link that leads to a file, to keep it under a name. */
  click(): void {
    this.ownerDocument.kept.push({ file: this.href, name: this.download });
  }
  querySelector(name: string): Element | null {
    return this.all(name)[0] ?? null;
  }

  /** Down to it and up again, as far as React hears it. */
  fire(type: string): void {
    const event = {
      type,
      target: this,
      bubbles: true,
      button: 0,
      defaultPrevented: false,
      timeStamp: Date.now(),
      preventDefault() {},
      stopPropagation() {},
    };
    const way: Element[] = [];
    for (let at: Element | null = this; at !== null; at = at.parentNode) {
      way.push(at);
    }
    for (const at of [...way].reverse()) {
      for (const heard of at.heard.get(`${type} true`) ?? []) heard(event);
    }
    for (const at of way) {
      for (const heard of at.heard.get(`${type} false`) ?? []) heard(event);
    }
  }

  all(name?: string): Element[] {
    const below = this.children.flatMap((one) => one.all());
    const found = this.nodeType === 1 ? [this, ...below] : below;
    return name === undefined ? found : found.filter((one) => one.nodeName === name.toUpperCase());
  }
}

class Document extends Element {
  readonly body: Element;
  readonly documentElement: Element;
  activeElement: Element | null = null;
  title = "";
  readonly kept: { file: string; name: string }[] = [];
  /** So that React believes that it is told of input. */
  readonly oninput = null;
  readonly defaultView: object = globalThis;

  constructor() {
    super(undefined as unknown as Document, "#document", 9);
    this.documentElement = new Element(this, "html");
    this.body = new Element(this, "body");
    this.appendChild(this.documentElement);
    this.documentElement.appendChild(this.body);
  }
  createElement(name: string): Element {
    return new Element(this, name);
  }
  createTextNode(text: string): Element {
    const one = new Element(this, "#text", 3);
    one.nodeValue = text;
    return one;
  }
  getElementById(id: string): Element | null {
    return this.all().find((one) => one.getAttribute("id") === id) ?? null;
  }
}

/** Nothing has a size here. */
class Watcher {
  observe(): void {}
  disconnect(): void {}
}

/** What somebody sees, and can do with it. */
export class Page {
  private constructor(
    private readonly document: Document,
    private readonly root: Root,
  ) {}

  static async of(shown: ReactNode): Promise<Page> {
    const document = new Document();
    const kept = new Map<string, string>();
    vi.stubGlobal("document", document);
    vi.stubGlobal("window", globalThis);
    vi.stubGlobal("navigator", { userAgent: "none", platform: "none" });
    vi.stubGlobal("HTMLIFrameElement", class {});
    vi.stubGlobal("ResizeObserver", Watcher);
    vi.stubGlobal("MutationObserver", Watcher);
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, 1));
    vi.stubGlobal("cancelAnimationFrame", (drawing: number) => clearTimeout(drawing));
    vi.stubGlobal("scrollTo", () => {});
    vi.stubGlobal("location", { pathname: "/" });
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    vi.stubGlobal("localStorage", {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    });
    const { createRoot } = await import("react-dom/client");
    const page = new Page(document, createRoot(document.body as unknown as HTMLElement));
    await page.show(shown);
    return page;
  }

  /** Draws it, and lets everything come that was asked for. */
  async show(shown: ReactNode): Promise<void> {
    await this.after(() => this.root.render(shown));
  }

  get words(): string {
    return this.document.body.textContent;
  }

  /** Until that can be read. */
  async reads(words: string): Promise<void> {
    for (let i = 0; i < 200 && !this.words.includes(words); i++) {
      await this.after(() => {});
    }
    if (!this.words.includes(words)) {
      throw new Error(`"${words}" cannot be read on: ${this.words}`);
    }
  }

  all(name?: string): Element[] {
    return this.document.body.all(name);
  }

  /** What was given to somebody to keep. */
  get kept() {
    return this.document.kept;
  }

  /** Opens what is folded under these words. */
  async unfold(words: string): Promise<void> {
    const fold = this.all("details").find((one) => one.querySelector("summary")?.textContent === words);
    if (fold === undefined) {
      throw new Error(`nothing is folded under "${words}" on: ${this.words}`);
    }
    await this.after(() => {
      fold.open = true;
      fold.fire("toggle");
    });
  }

  /** Whether it stands in what is of that class. */
  within(one: Element | undefined, name: string): boolean {
    for (let at = one; at != null; at = at.parentNode ?? undefined) {
      if (at.getAttribute("class")?.split(" ").includes(name)) {
        return true;
      }
    }
    return false;
  }

  has(words: string): boolean {
    return this.button(words) !== undefined;
  }

  button(words: string): Element | undefined {
    return this.all("button").find((one) => (one.getAttribute("aria-label") ?? one.textContent) === words);
  }

  /** The control that a label is around or for, or that is called so itself. */
  control(label: string): Element {
    const fields = [...this.all("input"), ...this.all("textarea"), ...this.all("select")];
    const around = this.all("label").find((one) => one.textContent.trim().startsWith(label));
    const id = around?.getAttribute("for") ?? undefined;
    const found =
      fields.find((one) => one.getAttribute("aria-label") === label) ??
      fields.find((one) => around?.contains(one) === true || (id !== undefined && one.getAttribute("id") === id));
    if (found === undefined) {
      throw new Error(`no control is called ${label}`);
    }
    return found;
  }

  /** What can be pressed or filled in and has no name for who does not see it. */
  nameless(): string[] {
    return this.all()
      .filter((one) => CONTROLS.has(one.nodeName) && one.getAttribute("hidden") === null)
      .filter((one) => !this.isNamed(one))
      .map((one) => `${one.nodeName} ${one.getAttribute("class") ?? ""} ${one.textContent}`);
  }

  private isNamed(one: Element): boolean {
    const id = one.getAttribute("id");
    const labels = this.all("label").filter(
      (label) => label.contains(one) || (id !== null && label.getAttribute("for") === id),
    );
    const by = (one.getAttribute("aria-labelledby") ?? "").split(" ").map((each) => this.document.getElementById(each));
    const names = [one.getAttribute("aria-label"), ...[...labels, ...by].map((each) => each && heard(each))];
    const own = FIELDS.has(one.nodeName) ? "" : heard(one);
    return [...names, own].some((name) => /[\p{L}\p{N}]/u.test(name ?? ""));
  }

  async press(words: string): Promise<void> {
    const button = this.button(words);
    if (button === undefined || button.hasAttribute("disabled") || button.disabled) {
      throw new Error(`"${words}" cannot be pressed on: ${this.words}`);
    }
    const form = button.getAttribute("type") === "submit" ? ancestor(button, "FORM") : undefined;
    await this.after(() => (form === undefined ? button.fire("click") : form.fire("submit")));
  }

  async tick(label: string): Promise<void> {
    const box = this.control(label);
    await this.after(() => {
      box.checked = !box.checked;
      box.fire("click");
    });
  }

  async fill(label: string, text: string): Promise<void> {
    const field = this.control(label);
    await this.after(() => {
      field.value = text;
      for (const option of field.options) {
        option.selected = option.value === text || option.getAttribute("value") === text;
      }
      field.fire(field.nodeName === "SELECT" ? "change" : "input");
    });
  }

  async after(what: () => void): Promise<void> {
    await act(async () => {
      what();
      await new Promise((done) => setTimeout(done, 10));
    });
  }

  async leave(): Promise<void> {
    await this.after(() => this.root.unmount());
  }
}

const FIELDS = new Set(["INPUT", "SELECT", "TEXTAREA"]);
const CONTROLS = new Set([...FIELDS, "BUTTON", "A", "SUMMARY"]);

/** Its words, without what is for eyes alone. */
function heard(one: Element): string {
  if (one.getAttribute("aria-hidden") === "true" || FIELDS.has(one.nodeName)) {
    return "";
  }
  return one.nodeType === 3 ? one.nodeValue : one.children.map(heard).join("");
}

function ancestor(one: Element, name: string): Element | undefined {
  for (let at = one.parentNode; at !== null; at = at.parentNode) {
    if (at.nodeName === name) {
      return at;
    }
  }
  return undefined;
}
