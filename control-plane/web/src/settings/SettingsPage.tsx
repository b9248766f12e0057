import { useEffect } from "react";
import type { Me } from "../api/types";
import { applyAppearance, chosenAppearance } from "../ui/appearance";
import { Link, usePath } from "../ui/route";
import { useStore } from "../ui/store";
import { AllowedHosts } from "./AllowedHosts";
import { Environments } from "./Environments";
import { GitHub } from "./GitHub";
import { Harnesses } from "./Harnesses";
import { Keys } from "./Keys";
import { People } from "./People";
import { Personas } from "./Personas";
import { Running } from "./Running";
import { Sessions } from "./Sessions";
import { SpendPage } from "./SpendPage";

export const PAGES: [string, string][] = [
  ["", "What is running"],
  ["keys", "Model keys"],
  ["github", "GitHub"],
  ["harnesses", "Harnesses"],
  ["environments", "Environments"],
  ["personas", "Personas"],
  ["hosts", "Allowed hosts"],
  ["spend", "Spend and caps"],
  ["people", "People"],
  ["sessions", "Sessions and tokens"],
  ["appearance", "Appearance"],
];

/** The service's settings, a page each. */
export function SettingsPage({ me }: { me: Me }) {
  const [, , page = "", one] = usePath().split("/");
  const title = PAGES.find(([key]) => key === page)?.[1] ?? "There is no such page of settings";
  useEffect(() => {
    document.title = `${title} · Ratoon`;
  }, [title]);
  return (
    <main id="content" className="with-side">
      <nav className={page === "" ? "side" : "side elsewhere"} aria-label="Settings">
        {PAGES.map(([key, name]) => (
          <Link
            key={key}
            to={key === "" ? "/settings" : `/settings/${key}`}
            aria-current={key === page ? "page" : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className="settings">
        {page !== "" && (
          <Link to="/settings" className="narrow-only">
            All settings
          </Link>
        )}
        <h1>{title}</h1>
        {PAGES.every(([key]) => key !== page) && (
          <p className="lead">The address may be mistyped. Choose one of the pages of the settings.</p>
        )}
        {page === "" && <Running />}
        {page === "keys" && <Keys />}
        {page === "github" && <GitHub />}
        {page === "environments" && <Environments which={one === "" ? undefined : one} owner={me.user.name} />}
        {page === "harnesses" && <Harnesses />}
        {page === "personas" && <Personas which={one === "" ? undefined : one} owner={me.user.name} />}
        {page === "hosts" && <AllowedHosts />}
        {page === "spend" && <SpendPage me={me} />}
        {page === "people" && <People me={me} />}
        {page === "sessions" && <Sessions role={me.user.role} />}
        {page === "appearance" && <Looks />}
      </div>
    </main>
  );
}

function Looks() {
  const now = useStore(chosenAppearance);
  return (
    <fieldset>
      <legend>Colours</legend>
      {(["system", "light", "dark"] as const).map((one) => (
        <label className="inline" key={one}>
          <input type="radio" name="appearance" checked={now === one} onChange={() => applyAppearance(one)} />
          {one === "system" ? "As the system has it" : one === "light" ? "Light" : "Dark"}
        </label>
      ))}
    </fieldset>
  );
}
