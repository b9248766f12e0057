import { useCallback, useEffect, useState } from "react";
import { AgentPage } from "./agent/AgentPage";
import { AgentsPage } from "./agents/AgentsPage";
import { deletedLast } from "./agents/deeds";
import { filter } from "./agents/Filters";
import { EVERYTHING } from "./agents/groups";
import { NewAgentPage } from "./agents/NewAgentPage";
import { Problem, whenSignedOut, words } from "./api/http";
import * as proof from "./api/proof";
import { exchange, me, signOut, takeCode } from "./api/session";
import type { Me } from "./api/types";
import { Frame } from "./Frame";
import { connected, fleet, live } from "./live";
import { SettingsPage } from "./settings/SettingsPage";
import { SignIn } from "./signin/SignIn";
import { applyAppearance } from "./ui/appearance";
import { Guard } from "./ui/Guard";
import { usePath } from "./ui/route";
import { forgetTyped, typedBy } from "./ui/typed";

type Who =
  | { is: "asking"; words?: string }
  | { is: "out"; title: string; words: string }
  | { is: "in"; me: Me; words?: string };

const OUT = { is: "out", title: "Sign in to Ratoon", words: "It is running. A link lets you in." } as const;
const ENDED = { is: "out", title: "Your session has ended", words: "A new link lets you in again." } as const;

let code = takeCode();
applyAppearance();

/** Nothing that one user saw or chose stays for the next. */
function forget(): void {
  fleet.forget();
  filter.set(EVERYTHING);
  deletedLast.set(undefined);
}

/** Who is there, and the page that the address names. */
export function App() {
  const [who, setWho] = useState<Who>({ is: "asking" });
  const path = usePath();

  const leave = useCallback((out: Who) => {
    proof.forget();
    live.stop();
    forget();
    setWho(out);
  }, []);

  const enter = useCallback(async () => {
    let told: string | undefined;
    try {
      const used = code;
      if (used !== null) {
        try {
          await exchange(used, (question) => confirm(question));
        } catch (trouble) {
          // A code that nobody looked at is still good.
          if (!(trouble instanceof Problem) || trouble.status >= 500) throw trouble;
          const why = trouble.status === 410 ? "It has been used, or is too old." : trouble.message;
          if (proof.kept() === null) {
            code = null;
            return leave({ is: "out", title: "This link no longer works", words: `${why} A new one lets you in.` });
          }
          told =
            trouble.status === 409
              ? `You are signed in as before. ${why}`
              : `This link no longer works, and you are still signed in from before. ${why}`;
        }
        code = null;
      }
      if (proof.kept() === null) {
        return leave(OUT);
      }
      const now = await me();
      if (typedBy(now.user.name)) {
        // Somebody took over by a link: nothing of the other is shown to them.
        live.stop();
        forget();
      }
      setWho({ is: "in", me: now, words: told });
      live.start();
    } catch (trouble) {
      if (trouble instanceof Problem && trouble.status === 401) {
        return leave(ENDED);
      }
      setWho((now) => (now.is === "in" ? now : { is: "asking", words: words(trouble) }));
      setTimeout(() => void enter(), 2000);
    }
  }, [leave]);

  useEffect(() => {
    whenSignedOut(() => proof.kept() !== null && leave(ENDED));
    const arrived = () => {
      const found = takeCode();
      if (found !== null) {
        code = found;
        void enter();
      }
    };
    addEventListener("hashchange", arrived);
    const leaveProof = proof.onChangeElsewhere(() => {
      live.stop();
      forget();
      void enter();
    });
    void enter();
    return () => {
      removeEventListener("hashchange", arrived);
      leaveProof();
    };
  }, [enter, leave]);

  if (who.is === "asking") {
    return (
      <main className="gate" id="content">
        <h1>{who.words === undefined ? "One moment" : "Ratoon does not answer"}</h1>
        {who.words !== undefined && (
          <p className="lead">
            It may be restarting, or the way to it is cut. This page keeps trying, and goes on by itself.
          </p>
        )}
      </main>
    );
  }
  if (who.is === "out") {
    return <SignIn title={who.title} words={who.words} />;
  }
  const out = async () => {
    await signOut();
    forgetTyped();
    leave({ is: "out", title: "You are signed out", words: "A new link lets you in again." });
  };
  return (
    <Frame key={who.me.user.name} me={who.me} notice={who.words} connected={connected} onSignOut={out}>
      <Guard key={path}>
        <Page me={who.me} />
      </Guard>
    </Frame>
  );
}

function Page({ me: who }: { me: Me }) {
  const path = usePath();
  const agent = /^\/agents\/([^/]+)(?:\/(changes|log|settings))?$/.exec(path);
  if (agent?.[1] !== undefined) {
    return <AgentPage key={agent[1]} name={decoded(agent[1])} view={agent[2] ?? "work"} />;
  }
  if (path === "/new" && who.user.role === "viewer") {
    return (
      <main id="content" className="narrow">
        <h1>You look on here</h1>
        <p className="lead">
          You are a viewer of this Ratoon: its members start agents. Who governs it can make you one.{" "}
          <a href="/">All agents</a>
        </p>
      </main>
    );
  }
  if (path === "/new") {
    return <NewAgentPage owner={who.user.name} />;
  }
  if (path.startsWith("/settings")) {
    return <SettingsPage me={who} />;
  }
  if (path === "/") {
    return <AgentsPage me={who} />;
  }
  return (
    <main id="content" className="narrow">
      <h1>There is nothing here</h1>
      <p className="lead">
        The address may be mistyped. <a href="/">All agents</a>
      </p>
    </main>
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
