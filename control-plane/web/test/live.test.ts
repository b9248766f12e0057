import { afterEach, describe, expect, it, vi } from "vitest";
import { Live } from "../src/api/live";

const quiet = { begin() {}, agent() {}, gone() {}, complete() {} };
const ears = { events() {}, chunk() {}, gone() {} };

afterEach(() => vi.unstubAllGlobals());

function asked(): { url: string; last: string | undefined }[] {
  const all: { url: string; last: string | undefined }[] = [];
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  vi.stubGlobal("document", { addEventListener() {}, removeEventListener() {}, visibilityState: "visible" });
  vi.stubGlobal("fetch", async (url: string, options: { headers: Record<string, string> }) => {
    all.push({ url, last: options.headers["Last-Event-ID"] });
    return new Response("id: 7\nevent: fleet-complete\ndata: {}\n\n", { status: 200 });
  });
  return all;
}

describe("the stream", () => {
  it("asks for a log from its beginning again, whatever its last id says of it", async () => {
    const all = asked();
    const live = new Live(quiet, () => {});
    live.start();
    const leave = live.follow("a", 0, ears);
    await vi.waitFor(() => expect(all).toHaveLength(2));
    await new Promise((done) => setTimeout(done, 20));
    live.follow("b", 0, ears);
    expect(all.at(-1)).toMatchObject({ last: "7" });
    leave();
    live.follow("a", 0, ears);
    expect(all.at(-1)).toMatchObject({ last: undefined });
    expect(all.at(-1)?.url).toContain("a%3A0");
    live.stop();
  });

  it("is asked for without a log that nobody looks at any more", async () => {
    const all = asked();
    // A connection that stays: nothing else opens another.
    vi.stubGlobal("fetch", async (url: string) => {
      all.push({ url, last: undefined });
      return new Response(new ReadableStream());
    });
    vi.useFakeTimers();
    const live = new Live(quiet, () => {});
    live.start();
    const leave = live.follow("a", 0, ears);
    live.follow("b", 0, ears);
    const before = all.length;
    leave();
    expect(all).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(all.slice(before).map((one) => one.url)).toContain("/api/stream?log=b%3A0");
    live.stop();
    vi.useRealTimers();
  });
});
