import { afterEach, describe, expect, it, vi } from "vitest";
import { say } from "../src/agent/say";

// Before the modules are read that look at the address.
vi.hoisted(() => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
});

afterEach(() => vi.unstubAllGlobals());

/** Answers as told; remembers the keys. */
function server(...answers: (number | "lost")[]): string[] {
  const keys: string[] = [];
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.stubGlobal("fetch", (_: string, asked: RequestInit) => {
    keys.push(new Headers(asked.headers).get("Idempotency-Key") ?? "none");
    const answer = answers.shift() ?? 200;
    return answer === "lost"
      ? Promise.reject(new TypeError("failed"))
      : Promise.resolve(new Response("{}", { status: answer, headers: { "Content-Type": "application/json" } }));
  });
  return keys;
}

describe("what is said to an agent", () => {
  it("is asked for once more with its key when the answer is lost", async () => {
    const keys = server("lost", 200);
    await say("a", { text: "go" });
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });

  it("keeps its key until somebody has heard it, and has another one afterwards", async () => {
    const keys = server("lost", "lost", 200, 200);
    await expect(say("a", { text: "go" })).rejects.toThrow("does not answer");
    await say("a", { text: "go" });
    await say("a", { text: "go" });
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });

  it("keeps its key after an error of the server, and for two minutes", async () => {
    vi.useFakeTimers({ now: 0 });
    const keys = server(503, "lost", "lost", 503, 200, 200);
    await expect(say("b", { text: "go" })).rejects.toThrow();
    await expect(say("b", { text: "go" })).rejects.toThrow();
    vi.setSystemTime(2 * 60_000 - 1);
    await expect(say("b", { text: "go" })).rejects.toThrow();
    vi.setSystemTime(2 * 60_000);
    await say("b", { text: "go" });
    await say("b", { text: "go" });
    vi.useRealTimers();
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(new Set(keys.slice(3)).size).toBe(3);
  });

  it("has another key after it was refused, and when it is another text", async () => {
    const keys = server(409, "lost", "lost", 200);
    await expect(say("a", { text: "go" })).rejects.toThrow();
    await expect(say("a", { text: "go" })).rejects.toThrow();
    await say("a", { text: "go on" });
    expect(new Set(keys).size).toBe(3);
  });
});
