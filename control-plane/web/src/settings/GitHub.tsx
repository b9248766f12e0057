import { useState } from "react";
import { put, remove } from "../api/http";
import { type Rate, rateWords } from "../ui/rate";
import { Sure } from "../ui/Sure";
import { visible } from "../ui/text";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { useWorks } from "../ui/who";

interface Account {
  connected: boolean;
  login?: string;
  host?: string;
  connectedAt?: string;
  expiresAt?: string;
  needs?: { name: string; purpose: string; state: string; words?: string }[];
  /** What its token may do and nobody needs. */
  beyond?: string[];
  rate?: Rate;
  newToken?: string;
  trouble?: string;
}

/** The GitHub account that publications go out with. */
export function GitHub() {
  const { value, trouble, again } = useAnswer<Account>("/api/github");
  const { busy, trouble: refused, act } = useAct();
  const [token, setToken] = useState("");
  const works = useWorks();
  const beyond = value?.beyond ?? [];
  if (trouble !== undefined || value === undefined) {
    return <p className="lead">{trouble ?? "One moment ..."}</p>;
  }
  return (
    <>
      {value.connected ? (
        <>
          <p className="lead">
            Connected as <strong>{value.login}</strong>
            {value.connectedAt !== undefined && ` since ${day(value.connectedAt)}`}.
          </p>
          {value.trouble !== undefined && <p className="bad">{value.trouble}</p>}
          <ul className="plain">
            {value.needs?.map((need) => (
              <li key={need.name}>
                <strong>{need.name}</strong> {need.state} <span className="small">{need.words ?? need.purpose}</span>
              </li>
            ))}
          </ul>
          {beyond.length > 0 && (
            <p className="warn">
              The token may do more than is needed: {beyond.map(visible).join(", ")}. Ratoon has no use for that, and a
              token with less is safer.
            </p>
          )}
          {value.expiresAt !== undefined && <p className="small">The token expires on {day(value.expiresAt)}.</p>}
          {value.rate !== undefined && <p className="small">Of GitHub's limit: {rateWords(value.rate)}.</p>}
          {works && (
            <Sure
              what="Disconnect"
              question="Disconnect GitHub? The token is forgotten here: nothing is published in your name, and pull requests are not followed, until you give another."
              yes="Forget the token"
              busy={busy}
              onYes={() => act(() => remove("/api/github").then(again))}
            />
          )}
        </>
      ) : (
        <p className="lead">
          Not connected. With a token of yours, repositories are found by name and pull requests are opened in your
          name.
        </p>
      )}
      {works && (
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault();
            void act(async () => {
              await put("/api/github", { token });
              setToken("");
              await again();
            });
          }}
        >
          <label>
            {value.connected ? "Another token" : "Token"}
            <input type="password" autoComplete="off" value={token} onChange={(e) => setToken(e.target.value)} />
          </label>
          {value.newToken !== undefined && (
            <p className="small">
              <a href={value.newToken} target="_blank" rel="noopener noreferrer">
                Make one at GitHub
              </a>
            </p>
          )}
          {refused !== undefined && (
            <p className="bad" role="alert">
              {refused}
            </p>
          )}
          <button type="submit" disabled={busy || token === ""}>
            Connect
          </button>
        </form>
      )}
    </>
  );
}
