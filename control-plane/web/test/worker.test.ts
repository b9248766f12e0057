import { describe, expect, it } from "vitest";
import text from "../public/sw.js?raw";

type Answered = Promise<Response> | undefined;

/** The worker of the page, with a cache and a network that are only maps. */
function worker(network: Map<string, string>) {
  const cached = new Map<string, Response>();
  const path = (one: string | { url: string }) =>
    new URL(typeof one === "string" ? one : one.url, "http://here").pathname;
  const cache = {
    match: async (one: string) => cached.get(path(one))?.clone(),
    put: async (one: string | { url: string }, answer: Response) => void cached.set(path(one), answer),
    keys: async () => [...cached.keys()].map((one) => ({ url: `http://here${one}` })),
    delete: async (one: { url: string }) => cached.delete(path(one)),
  };
  const caches = { open: async () => cache, match: cache.match };
  const heard = new Map<string, (event: object) => void>();
  const self = { addEventListener: (name: string, heart: (event: object) => void) => heard.set(name, heart) };
  const fetch = async (request: { url: string }) => {
    const text = network.get(path(request));
    if (text === undefined) {
      throw new TypeError("nobody answers");
    }
    return new Response(text);
  };
  new Function("self", "caches", "location", "fetch", text)(self, caches, { origin: "http://here" }, fetch);
  const ask = async (at: string, mode = "cors"): Promise<string> => {
    let answered: Answered;
    const request = { url: `http://here${at}`, method: "GET", mode };
    heard.get("fetch")?.({
      request,
      respondWith: (answer: Answered) => {
        answered = answer;
      },
    });
    return (await answered)?.text() ?? "not the worker's";
  };
  return { ask, kept: () => [...cached.keys()].sort() };
}

describe("the worker of the page", () => {
  it("keeps the shell, and of an older one nothing", async () => {
    const network = new Map([
      ["/", "one"],
      ["/assets/app/one.js", "1"],
    ]);
    const { ask, kept } = worker(network);
    await ask("/", "navigate");
    await ask("/assets/app/one.js");
    await ask("/", "navigate");
    expect(kept()).toEqual(["/", "/assets/app/one.js"]);
    network.set("/", "two").set("/assets/app/two.js", "2");
    await ask("/", "navigate");
    await ask("/assets/app/two.js");
    expect(kept()).toEqual(["/", "/assets/app/two.js"]);
    network.clear();
    expect(await ask("/agents/ant", "navigate")).toBe("two");
    expect(await ask("/assets/app/two.js")).toBe("2");
  });

  it("has nothing to do with what is somebody's", async () => {
    const { ask, kept } = worker(new Map([["/api/agents", "theirs"]]));
    expect(await ask("/api/agents")).toBe("not the worker's");
    expect(await ask("/api/agents", "navigate")).toBe("not the worker's");
    expect(kept()).toEqual([]);
  });
});
