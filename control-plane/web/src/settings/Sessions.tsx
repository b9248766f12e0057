import { useState } from "react";
import { post, remove } from "../api/http";
import { Copy } from "../ui/Copy";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";

interface Session {
  id: string;
  createdAt: string;
  lastSeenAt?: string;
  thisOne: boolean;
  userAgent?: string;
}

interface Token {
  id: string;
  name: string;
  kind: string;
  role: string;
  createdAt: string;
  lastUsedAt?: string;
}

/** What is signed in as this user, and the end of it. */
export function Sessions() {
  const sessions = useAnswer<Session[]>("/api/sessions");
  const tokens = useAnswer<Token[]>("/api/tokens");
  const { busy, trouble, act } = useAct();
  const [name, setName] = useState("");
  const [shown, setShown] = useState<string>();
  return (
    <>
      {(trouble ?? sessions.trouble ?? tokens.trouble) !== undefined && (
        <p className="bad" role="alert">
          {trouble ?? sessions.trouble ?? tokens.trouble}
        </p>
      )}
      <h2>Browsers</h2>
      <ul className="plain">
        {sessions.value?.map((one) => (
          <li key={one.id}>
            {one.userAgent ?? "A browser"} <span className="small">since {day(one.createdAt)}</span>{" "}
            {one.thisOne ? (
              <span className="small">this one</span>
            ) : (
              <button
                type="button"
                className="quiet"
                disabled={busy}
                onClick={() => act(() => remove(`/api/sessions/${one.id}`).then(sessions.again))}
              >
                End it
              </button>
            )}
          </li>
        ))}
      </ul>
      <h2>Tokens</h2>
      <ul className="plain">
        {tokens.value?.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong>{" "}
            <span className="small">
              {one.kind}, {one.role}, since {day(one.createdAt)}
            </span>{" "}
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() => act(() => remove(`/api/tokens/${one.id}`).then(tokens.again))}
            >
              Revoke<span className="unseen"> {one.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          void act(async () => {
            const made = await post<{ token: string }>("/api/tokens", { name });
            setShown(made.token);
            setName("");
            await tokens.again();
          });
        }}
      >
        <label>
          What is the token for?
          <input value={name} onChange={(e) => setName(e.target.value)} />
        </label>
        <button type="submit" disabled={busy || name.trim() === ""}>
          Make a token
        </button>
      </form>
      {shown !== undefined && (
        <>
          <p>It is shown this once:</p>
          <Copy text={shown} />
        </>
      )}
    </>
  );
}
