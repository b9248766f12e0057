import { useState } from "react";
import { post, remove } from "../api/http";
import { Copy } from "../ui/Copy";
import { Sure } from "../ui/Sure";
import { visible } from "../ui/text";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { useWorks } from "../ui/who";
import { LASTS, rolesOf } from "./tokens";

interface Token {
  id: string;
  name: string;
  kind: string;
  role: string;
  createdAt: string;
  lastUsedAt?: string;
  expiresAt?: string;
}

/** What signs programs in as this user, and the end of it. */
export function Tokens({ role: own }: { role: string }) {
  const { value, trouble: unread, again } = useAnswer<Token[]>("/api/tokens");
  const { busy, trouble, act } = useAct();
  const works = useWorks();
  const roles = rolesOf(own);
  const [name, setName] = useState("");
  const [role, setRole] = useState(roles[0]?.value ?? own);
  const [lasts, setLasts] = useState(1);
  const [shown, setShown] = useState<string>();
  return (
    <>
      <h2>Tokens</h2>
      {(trouble ?? unread) !== undefined && (
        <p className="bad" role="alert">
          {trouble ?? unread}
        </p>
      )}
      {value?.length === 0 && <p className="small">None.</p>}
      <ul className="plain deeds">
        {value?.map((one) => (
          <li key={one.id}>
            <span>
              <strong>{visible(one.name)}</strong>{" "}
              <span className="small">
                {one.kind}, {one.role}, since {day(one.createdAt)},{" "}
                {one.lastUsedAt === undefined ? "never used" : `used last on ${day(one.lastUsedAt)}`},{" "}
                {one.expiresAt === undefined ? "lasts until it is revoked" : `lasts until ${day(one.expiresAt)}`}
              </span>
            </span>
            <Sure
              what={
                <>
                  Revoke<span className="unseen"> {visible(one.name)}</span>
                </>
              }
              question={`Revoke ${visible(one.name)}? Whatever uses it is refused from now on.`}
              yes="Revoke it"
              busy={busy}
              onYes={() => act(() => remove(`/api/tokens/${one.id}`).then(again))}
            />
          </li>
        ))}
      </ul>
      {works && (
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault();
            void act(async () => {
              const asked = { name, role, expiresInDays: LASTS[lasts]?.value };
              const made = await post<{ token: string }>("/api/tokens", asked);
              setShown(made.token);
              setName("");
              await again();
            });
          }}
        >
          <label>
            What is the token for?
            <input value={name} onChange={(e) => setName(e.target.value)} />
          </label>
          <label>
            What may it do?
            <select value={role} onChange={(e) => setRole(e.target.value)}>
              {roles.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.words}
                </option>
              ))}
            </select>
          </label>
          <label>
            How long does it last?
            <select value={lasts} onChange={(e) => setLasts(Number(e.target.value))}>
              {LASTS.map((one, i) => (
                <option key={one.words} value={i}>
                  {one.words}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" disabled={busy || name.trim() === ""}>
            Make a token
          </button>
        </form>
      )}
      {shown !== undefined && (
        <>
          <p>It is shown this once:</p>
          <Copy text={shown} />
        </>
      )}
    </>
  );
}
