import { createElement } from "react";
import { describe, expect, it, vi } from "vitest";
import { Page } from "./page";

const REPOSITORY = { name: "acme/payments", url: "https://github.com/acme/payments", isPrivate: true, archived: false };

/** Answers these paths, and that there is nothing elsewhere. */
function server(answers: Record<string, object>) {
  vi.stubGlobal("fetch", async (path: string) => {
    const found = Object.entries(answers).find(([start]) => path.startsWith(start));
    return found === undefined ? Response.json({ detail: "Nothing." }, { status: 404 }) : Response.json(found[1]);
  });
}

describe("an account at GitHub", () => {
  const account = {
    connected: true,
    login: "octocat",
    connectedAt: "2026-01-01T00:00:00Z",
    expiresAt: "2027-03-01T00:00:00Z",
    needs: [{ name: "repo", purpose: "read repositories", state: "granted" }],
    beyond: ["delete_repo", "gist"],
    rate: { limit: 5000, remaining: 4321, resetAt: "2026-11-28T12:00:00Z" },
  };

  it("tells what is left of its limit and until when, what its token may do beyond, and when that expires", async () => {
    server({ "/api/github": account });
    const { GitHub } = await import("../src/settings/GitHub");
    const page = await Page.of(createElement(GitHub));
    await page.reads("Connected as octocat");
    expect(page.words).toMatch(/4321 of 5000 answers left until .*2026/);
    expect(page.words).toContain("The token may do more than is needed: delete_repo, gist.");
    expect(page.words).toMatch(/The token expires on .*2027/);
    await page.leave();
  });

  it("is silent about what is not known of it, and about nothing that is too much", async () => {
    server({ "/api/github": { ...account, beyond: [], rate: null, expiresAt: null } });
    const { GitHub } = await import("../src/settings/GitHub");
    const page = await Page.of(createElement(GitHub));
    await page.reads("Connected as octocat");
    for (const word of ["answers left", "more than is needed", "expires"]) {
      expect(page.words).not.toContain(word);
    }
    await page.leave();
  });
});

describe("a repository that is looked for", () => {
  it("is said to be shown as of before, while more may be hidden and little of the limit is left", async () => {
    server({
      "/api/github/repositories": {
        repositories: [REPOSITORY],
        more: false,
        whole: true,
        hiddenBySignOn: true,
        asOf: "2026-01-01T00:00:00Z",
        stale: "GitHub is to be asked less often.",
        rate: { limit: 5000, remaining: 0, resetAt: "2100-01-01T00:00:00Z" },
      },
    });
    const { NewAgentPage } = await import("../src/agents/NewAgentPage");
    const page = await Page.of(createElement(NewAgentPage, { owner: "ada" }));
    await page.fill("Repository", "acme");
    await page.reads("GitHub is to be asked less often.");
    expect(page.words).toMatch(/As of .*2026/);
    expect(page.words).toContain("authorised for its single sign-on");
    expect(page.words).toMatch(/0 of 5000 answers left until .*2100/);
    await page.fill("Repository", REPOSITORY.url);
    expect(page.words).not.toContain("single sign-on");
    await page.leave();
  });
});
