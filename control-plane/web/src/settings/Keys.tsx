import { useState } from "react";
import { put, remove } from "../api/http";
import type { Key } from "../api/types";
import { Sure } from "../ui/Sure";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { useWorks } from "../ui/who";

/** Keys of model providers: given once, never shown again. */
export function Keys() {
  const { value, trouble, again } = useAnswer<Key[]>("/api/keys");
  const { busy, trouble: refused, act } = useAct();
  const [provider, setProvider] = useState("");
  const [key, setKey] = useState("");
  const works = useWorks();
  const where = (one: Key) =>
    `/api/keys/${one.provider}${one.team === undefined ? "" : `?team=${encodeURIComponent(one.team)}`}`;
  return (
    <>
      <p className="lead">They stay outside of sandboxes, sealed. Nobody sees a key again once it is here.</p>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      {value?.length === 0 && <p>There is none yet: a harness that asks a model needs one of its provider.</p>}
      <ul className="plain deeds">
        {value?.map((one) => (
          <li key={one.provider + (one.team ?? "")}>
            <span>
              <strong>{one.title}</strong> <span className="small">ends with {one.hint}</span>
              {one.team !== undefined && ` · team ${one.team}`}{" "}
              <span className="small">since {day(one.createdAt)}</span>
            </span>
            {one.mayChange && (
              <Sure
                what={
                  <>
                    Remove<span className="unseen"> the key for {one.title}</span>
                  </>
                }
                question={`Remove the key for ${one.title}? Agents that think with it stop at their next call, and the key cannot be read back from here.`}
                yes="Remove it"
                busy={busy}
                onYes={() => act(() => remove(where(one)).then(again))}
              />
            )}
          </li>
        ))}
      </ul>
      {works && (
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault();
            void act(async () => {
              await put(`/api/keys/${encodeURIComponent(provider.trim())}`, { key });
              setKey("");
              setProvider("");
              await again();
            });
          }}
        >
          <label>
            Provider
            <input
              list="providers"
              value={provider}
              onChange={(e) => setProvider(e.target.value)}
              placeholder="anthropic"
              spellCheck={false}
            />
          </label>
          <datalist id="providers">
            {["anthropic", "openai", "gemini", "openrouter", "mistral", "deepseek", "xai"].map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <label>
            Key
            <input type="password" autoComplete="off" value={key} onChange={(e) => setKey(e.target.value)} />
          </label>
          {refused !== undefined && (
            <p className="bad" role="alert">
              {refused}
            </p>
          )}
          <button type="submit" disabled={busy || provider.trim() === "" || key === ""}>
            Add the key
          </button>
        </form>
      )}
    </>
  );
}
