import { useState } from "react";
import { put, remove } from "../api/http";
import type { Key } from "../api/types";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";

/** Keys of model providers: given once, never shown again. */
export function Keys() {
  const { value, trouble, again } = useAnswer<Key[]>("/api/keys");
  const { busy, trouble: refused, act } = useAct();
  const [provider, setProvider] = useState("");
  const [key, setKey] = useState("");
  const where = (one: Key) =>
    `/api/keys/${one.provider}${one.team === undefined ? "" : `?team=${encodeURIComponent(one.team)}`}`;
  return (
    <>
      <p className="lead">They stay outside of sandboxes, sealed. Nobody sees a key again once it is here.</p>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      <ul className="plain">
        {value?.map((one) => (
          <li key={one.provider + (one.team ?? "")}>
            <strong>{one.title}</strong> <span className="small">ends with {one.hint}</span>
            {one.team !== undefined && ` · team ${one.team}`} <span className="small">since {day(one.createdAt)}</span>{" "}
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() => act(() => remove(where(one)).then(again))}
            >
              Remove<span className="unseen"> the key for {one.title}</span>
            </button>
          </li>
        ))}
      </ul>
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
    </>
  );
}
