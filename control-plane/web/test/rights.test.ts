import { createElement, type FunctionComponent, type ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Agent, Me } from "../src/api/types";
import { AGENT, allowed } from "./agents";
import { Page } from "./page";

vi.stubGlobal("location", { pathname: "/" });
vi.stubGlobal("addEventListener", () => {});

const ME: Me = { user: { name: "ada", role: "owner" } };

interface Asked {
  what: string;
  body: unknown;
}

/** Answers what stands there for a path; all else is done, and had nothing to say. */
function server(answers: Record<string, unknown>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const what = `${init.method ?? "GET"} ${path}`;
    asked.push({ what, body: init.body === undefined ? undefined : JSON.parse(String(init.body)) });
    const answer = answers[what] ?? answers[path];
    return answer instanceof Response ? answer.clone() : Response.json(answer ?? {});
  });
  return asked;
}

const refused = (status: number, detail: string) => Response.json({ detail }, { status });
const SINCE = { createdAt: "2026-01-02T03:04:05Z", changedAt: "2026-01-02T03:04:05Z" };
const changes = (asked: Asked[]) => asked.filter((one) => !one.what.startsWith("GET"));

async function as(role: string, shown: ReactNode): Promise<Page> {
  const { Who } = await import("../src/ui/who");
  return Page.of(createElement(Who.Provider, { value: { user: { name: "ada", role } } }, shown));
}

describe("what an agent has done", () => {
  it("is told in seconds before it is minutes", async () => {
    server({ "/api/agents/a/rules": { rules: [] } });
    const { AgentSettings } = await import("../src/agent/AgentSettings");
    const page = await as("viewer", createElement(AgentSettings, { agent: { ...AGENT, may: [], workedSeconds: 28 } }));
    await page.reads("28 s in 1 turn");
    await page.leave();
  });

  it("is not told before it is read", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    const { LogView } = await import("../src/agent/LogView");
    const page = await as("viewer", createElement(LogView, { agent: AGENT }));
    await page.reads("Reading its log ...");
    expect(page.words).not.toContain("0 events");
    await page.leave();
  });
});

describe("what could not be asked", () => {
  it("is not nothing: the commands that are allowed without asking", async () => {
    server({ "/api/agents/a/rules": refused(503, "Busy.") });
    const { AgentSettings } = await import("../src/agent/AgentSettings");
    const page = await as("viewer", createElement(AgentSettings, { agent: { ...AGENT, may: [] } }));
    await page.reads("Which these are could not be asked: Busy.");
    expect(page.words).not.toContain("None.");
    server({ "/api/agents/a/rules": { rules: [] } });
    await page.press("Ask again");
    await page.reads("None.");
    await page.leave();
  });

  it("is not nothing: what may be done about a host that was refused", async () => {
    const at = "/api/agents/never-asked/egress/allow";
    server({ [at]: refused(503, "Busy.") });
    const { WaysCard } = await import("../src/agent/WaysCard");
    const host = { host: "a.example", port: 443, rule: "host", words: "", attempts: 1 };
    const ways = { kind: "ways" as const, key: "w", hosts: [host], others: new Set<string>(), untold: 0 };
    const page = await as("member", allowed(createElement(WaysCard, { ways, agent: "never-asked" })));
    await page.reads("What you may do about it could not be asked: Busy.");
    const means = { may: true, means: "for an hour" };
    server({ [at]: { once: means, always: means, hosts: [] } });
    await page.press("Ask again");
    await page.reads("for an hour");
    expect(page.words).not.toContain("Busy.");
    await page.leave();
  });

  it("is not nothing: how the service is", async () => {
    const status = { roles: [], database: {}, confinement: {}, version: "1", startedAt: "2026-01-02T03:04:05Z" };
    server({ "/api/status": status, "/health/ready": new Response("<html>", { status: 502 }) });
    const { Running } = await import("../src/settings/Running");
    const page = await as("owner", createElement(Running));
    await page.reads("How it is could not be asked.");
    await page.leave();
  });

  it("is not a page: an address of the settings that nobody has", async () => {
    const { go } = await import("../src/ui/route");
    vi.stubGlobal("history", { pushState: () => {} });
    go("/settings/whatever");
    const { SettingsPage } = await import("../src/settings/SettingsPage");
    const page = await as("owner", createElement(SettingsPage, { me: ME }));
    await page.reads("There is no such page of settings");
    await page.leave();
  });
});

describe("what cannot be taken back", () => {
  const PAGES: [string, string, string, string][] = [
    ["Keys", "Remove the key for Anthropic", "Remove it", "DELETE /api/keys/anthropic"],
    ["GitHub", "Disconnect", "Forget the token", "DELETE /api/github"],
    ["Sessions", "End it", "End the session", "DELETE /api/sessions/s"],
    ["Sessions", "Revoke ci", "Revoke it", "DELETE /api/tokens/t"],
    ["People", "Disable ben", "Disable them", "DELETE /api/users/ben"],
  ];
  const since = { createdAt: "2026-01-02T03:04:05Z" };

  it.each(PAGES)("is asked for twice: %s, %s", async (name, press, yes, what) => {
    const asked = server({
      "/api/keys": [{ provider: "anthropic", title: "Anthropic", hint: "abcd", mayChange: true, ...since }],
      "/api/github": { connected: true, login: "ada" },
      "/api/sessions": [{ id: "s", thisOne: false, ...since }],
      "/api/tokens": [{ id: "t", name: "ci", kind: "service", role: "member", ...since }],
      "/api/users": [{ name: "ben", role: "member" }],
    });
    const all: Record<string, (props: { me: Me; role: string }) => ReactNode> = {
      Keys: (await import("../src/settings/Keys")).Keys,
      GitHub: (await import("../src/settings/GitHub")).GitHub,
      Sessions: (await import("../src/settings/Sessions")).Sessions,
      People: (await import("../src/settings/People")).People,
    };
    const page = await as("owner", createElement(all[name] ?? "p", { me: ME, role: "owner" }));
    await page.reads(press);
    await page.press(press);
    expect(changes(asked)).toEqual([]);
    await page.press("Keep it");
    await page.press(press);
    await page.press(yes);
    expect(changes(asked).map((one) => one.what)).toEqual([what]);
    await page.leave();
  });

  it("can be taken back of a user who was disabled, with a new link", async () => {
    const asked = server({
      "/api/users": [{ name: "ben", role: "member", disabledAt: "2026-01-02T03:04:05Z" }],
      "/api/login-links": { link: "https://here/#code=1" },
    });
    const { People } = await import("../src/settings/People");
    const page = await as("owner", createElement(People, { me: ME }));
    await page.reads("Enable ben");
    await page.press("Enable ben");
    await page.reads("ben is enabled.");
    await page.reads("https://here/#code=1");
    expect(changes(asked).map((one) => one.what)).toEqual(["POST /api/users/ben/enable", "POST /api/login-links"]);
    await page.leave();
  });

  it("is said to be done where no link may be made", async () => {
    server({
      "/api/users": [{ name: "cleo", role: "admin", disabledAt: "2026-01-02T03:04:05Z" }],
      "POST /api/login-links": refused(403, "Only for users below oneself."),
    });
    const { People } = await import("../src/settings/People");
    const page = await as("admin", createElement(People, { me: { user: { name: "ada", role: "admin" } } }));
    await page.reads("Enable cleo");
    await page.press("Enable cleo");
    await page.reads("cleo is enabled. The owner of this Ratoon can make a link");
    await page.leave();
  });
});

describe("a phone", () => {
  it("is let in by a link, and one that leads nowhere from there is said to", async () => {
    const asked = server({ "POST /api/login-links": { link: "https://ratoon.example/#code=1" } });
    const { isHere, OtherBrowser } = await import("../src/settings/OtherBrowser");
    const page = await as("member", createElement(OtherBrowser));
    await page.press("Make a link");
    await page.reads("https://ratoon.example/#code=1");
    expect(changes(asked)).toEqual([{ what: "POST /api/login-links", body: {} }]);
    expect(page.words).not.toContain("this machine alone");
    server({ "POST /api/login-links": { link: "http://127.0.0.1:7070/#code=2" } });
    await page.press("Make a link");
    await page.reads("It leads to this machine alone");
    expect(page.words).not.toContain("code=1");
    expect(["http://localhost/", "http://[::1]:1/", "http://127.9.9.9/"].every(isHere)).toBe(true);
    expect(["https://localhost.example/", "https://10.0.0.7/"].some(isHere)).toBe(false);
    await page.leave();
  });

  it("is let in by nobody who only looks on", async () => {
    const { OtherBrowser } = await import("../src/settings/OtherBrowser");
    const page = await as("viewer", createElement(OtherBrowser));
    expect(page.words).toBe("");
    await page.leave();
  });
});

describe("a token", () => {
  it("may do no more than is chosen, ends when that is said, and tells both", async () => {
    const token = { id: "t", name: "ci", kind: "service", role: "member", createdAt: "2026-01-02T03:04:05Z" };
    const asked = server({
      "/api/tokens": [
        token,
        { ...token, id: "u", name: "cd", lastUsedAt: "2026-02-03T12:00:00Z", expiresAt: "2026-09-08T12:00:00Z" },
      ],
      "POST /api/tokens": { token: "secret" },
    });
    const { Tokens } = await import("../src/settings/Tokens");
    const page = await as("owner", createElement(Tokens, { role: "owner" }));
    await page.reads("never used, lasts until it is revoked");
    expect(page.words).toMatch(/used last on .*2026, lasts until .*2026/);
    await page.fill("What is the token for?", "deploy");
    await page.press("Make a token");
    await page.reads("It is shown this once:");
    expect(changes(asked)[0]?.body).toEqual({ name: "deploy", role: "member", expiresInDays: 90 });
    await page.fill("What is the token for?", "look");
    await page.fill("What may it do?", "viewer");
    await page.fill("How long does it last?", "3");
    await page.press("Make a token");
    expect(changes(asked)[1]?.body).toEqual({ name: "look", role: "viewer" });
    await page.leave();
  });

  it("offers nobody more than they may themselves", async () => {
    const { rolesOf } = await import("../src/settings/tokens");
    expect(rolesOf("owner").map((one) => one.value)).toEqual(["member", "owner", "admin", "viewer"]);
    expect(rolesOf("member").map((one) => one.value)).toEqual(["member", "viewer"]);
    expect(rolesOf("viewer").map((one) => one.value)).toEqual(["viewer"]);
  });
});

describe("a viewer", () => {
  it("is offered no agent of their own, anywhere", async () => {
    const { commands } = await import("../src/palette/commands");
    expect(commands([], [], true, false).map((one) => one.label)).not.toContain("New agent");
    const { deeds } = await import("../src/agents/deeds");
    const agent = { id: "a", state: "idle", muted: false } as Agent;
    expect(deeds(agent).map((deed) => deed.title)).toEqual(["Mute"]);
    server({ "/api/agents?state=deleted": { agents: [] } });
    const { fleet } = await import("../src/live");
    fleet.store.set({ known: true, agents: new Map() });
    const { AgentsPage } = await import("../src/agents/AgentsPage");
    const page = await as("viewer", createElement(AgentsPage, { me: ME }));
    await page.reads("There is no agent to look at");
    expect(page.words).not.toContain("New agent");
    await page.leave();
  });

  it("is shown what is asked, and no answer to give", async () => {
    server({});
    const { DecisionCard } = await import("../src/agent/DecisionCard");
    const waits = {
      agent: "a",
      decision: "d",
      raw: JSON.stringify({ toolCall: { title: "rm -rf x" } }),
      digest: "",
      choices: [],
      expiresAt: "2126-01-02T03:04:05Z",
    };
    const page = await as("viewer", createElement(DecisionCard, waits));
    await page.reads("rm -rf x");
    await page.reads("Who works with this agent answers it.");
    expect(page.all("button")).toHaveLength(0);
    await page.leave();
  });

  it("of a team is offered nothing that the team keeps to change, and told who changes it", async () => {
    const kept = { id: "e", name: "node", team: "pay", version: 1, setupMinutes: 5, changedBy: "ada", ...SINCE };
    const key = { provider: "anthropic", title: "Anthropic", team: "pay", hint: "abcd", mayChange: false, ...SINCE };
    const host = { id: "h", host: "a.example", team: "pay", since: SINCE.createdAt, by: "ada", mayRemove: false };
    server({
      "/api/keys": [key],
      "/api/egress": { everybody: [], hosts: [host] },
      "/api/environments/e": { ...kept, description: "", setup: "make", mayChange: false, mayUse: false },
      "/api/personas/e": { ...kept, description: "", instructions: "Be kind.", tools: [], mayChange: false },
      "/api/teams": [
        { name: "pay", mayShare: false },
        { name: "ops", mayShare: true },
      ],
    });
    const { Keys } = await import("../src/settings/Keys");
    const { AllowedHosts } = await import("../src/settings/AllowedHosts");
    const { EnvironmentEditor } = await import("../src/settings/EnvironmentEditor");
    const { PersonaEditor } = await import("../src/settings/PersonaEditor");
    const { TeamField } = await import("../src/settings/Choices");
    const shown: [() => ReactNode, string][] = [
      [() => createElement(Keys), "team pay"],
      [() => createElement(AllowedHosts), "agents of the team pay"],
      [() => createElement(EnvironmentEditor, { id: "e", owner: "ada" }), "who governs the team pay"],
      [() => createElement(PersonaEditor, { id: "e" }), "who governs the team pay"],
    ];
    for (const [draw, words] of shown) {
      const page = await as("member", draw());
      await page.reads(words);
      const left = page.all("button").map((button) => button.textContent);
      expect(left.filter((each) => /Remove|Save|Try it|secret|Rebuild/.test(each))).toEqual([]);
      await page.leave();
    }
    const page = await as("member", createElement(TeamField, { team: "", onChange: () => {} }));
    await page.reads("The team ops");
    expect(page.words).not.toContain("The team pay");
    await page.leave();
  });

  it("is asked for an image only where it may choose one, or has one to give up", async () => {
    const { ImageField } = await import("../src/settings/ImageField");
    const draw = (image: string) => as("member", createElement(ImageField, { image, onChange: () => {} }));
    server({ "/api/environments": { environments: [], images: ["example.org/java:21", "example.org/tools/*"] } });
    let page = await draw("");
    await page.reads("Whoever operates Ratoon allows example.org/java:21, example.org/tools/*.");
    expect(page.all("option")).toHaveLength(1);
    await page.leave();

    server({ "/api/environments": { environments: [], images: [] } });
    page = await draw("example.org/gone:1");
    await page.reads("Whoever operates Ratoon allows none (ratoon.pods.images): leave it empty.");
    await page.leave();
    page = await draw("");
    expect(page.all("input")).toHaveLength(0);
    await page.leave();
  });

  it("reads the settings, and is given nothing to change them with", async () => {
    server({ "/api/keys": [], "/api/github": { connected: false }, "/api/tokens": [], "/api/environments": [] });
    const { Keys } = await import("../src/settings/Keys");
    const { GitHub } = await import("../src/settings/GitHub");
    const { Tokens } = await import("../src/settings/Tokens");
    const shown: [FunctionComponent<{ role: string }>, string][] = [
      [Keys, "Nobody sees a key again"],
      [GitHub, "Not connected."],
      [Tokens, "None."],
    ];
    for (const [one, words] of shown) {
      const page = await as("viewer", createElement(one, { role: "viewer" }));
      await page.reads(words);
      expect(page.all("button")).toHaveLength(0);
      await page.leave();
    }
  });
});
