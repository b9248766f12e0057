import { useState } from "react";
import { Problem, post, remove } from "../api/http";
import type { Me } from "../api/types";
import { Copy } from "../ui/Copy";
import { Sure } from "../ui/Sure";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";

interface User {
  name: string;
  displayName?: string;
  role: string;
  disabledAt?: string;
}

/** Something to send to somebody, or what else is to be said about them. */
interface Told {
  words: string;
  link?: string;
}

/** Who may use this Ratoon. */
export function People({ me }: { me: Me }) {
  const { value, trouble, again } = useAnswer<User[]>("/api/users");
  const { busy, trouble: refused, act } = useAct();
  const [name, setName] = useState("");
  const [role, setRole] = useState("member");
  const [told, setTold] = useState<Told>();
  const governs = me.user.role === "owner" || me.user.role === "admin";
  const at = (user: User) => `/api/users/${encodeURIComponent(user.name)}`;
  const disable = (user: User) =>
    act(async () => {
      setTold(undefined);
      await remove(at(user));
      await again();
    });
  const enable = (user: User) =>
    act(async () => {
      setTold(undefined);
      await post(`${at(user)}/enable`);
      setTold(await wayIn(user.name));
      await again();
    });
  return (
    <>
      {value === undefined && trouble === undefined && <p className="small">One moment ...</p>}
      {trouble !== undefined && <p className="lead">{trouble}</p>}
      <ul className="plain deeds">
        {value?.map((user) => (
          <li key={user.name}>
            <span>
              <strong>{visible(user.displayName ?? user.name)}</strong> <span className="small">{user.role}</span>
              {user.disabledAt !== undefined && <span className="small"> · disabled</span>}
            </span>
            {governs &&
              user.role !== "owner" &&
              user.name !== me.user.name &&
              (user.disabledAt === undefined ? (
                <Sure
                  what={
                    <>
                      Disable<span className="unseen"> {user.name}</span>
                    </>
                  }
                  question={`Disable ${user.name}? Their sessions and tokens end at once, and have to be made anew even if you enable them again.`}
                  yes="Disable them"
                  busy={busy}
                  onYes={() => disable(user)}
                />
              ) : (
                <button type="button" className="quiet" disabled={busy} onClick={() => enable(user)}>
                  Enable<span className="unseen"> {user.name}</span>
                </button>
              ))}
          </li>
        ))}
      </ul>
      {governs && (
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault();
            void act(async () => {
              setTold(undefined);
              const invited = await post<{ link: string }>("/api/users", { name, role });
              setTold({ words: SIGNS_IN, link: invited.link });
              setName("");
              await again();
            });
          }}
        >
          <label>
            Name
            <input value={name} onChange={(e) => setName(e.target.value)} spellCheck={false} />
          </label>
          <label>
            Role
            <select value={role} onChange={(e) => setRole(e.target.value)}>
              <option value="viewer">Viewer: looks</option>
              <option value="member">Member: works with agents</option>
              <option value="admin">Admin: governs</option>
            </select>
          </label>
          <button type="submit" disabled={busy || name.trim() === ""}>
            Invite
          </button>
        </form>
      )}
      {refused !== undefined && (
        <p className="bad" role="alert">
          {refused}
        </p>
      )}
      {told !== undefined && (
        <>
          <p role="status">{told.words}</p>
          {told.link !== undefined && <Copy text={told.link} />}
        </>
      )}
    </>
  );
}

const SIGNS_IN = "This link signs them in once. Send it where only they read it:";

/** With what somebody who was disabled signs in again: nobody makes a link for whom they may not act for. */
async function wayIn(user: string): Promise<Told> {
  try {
    const made = await post<{ link: string }>("/api/login-links", { user });
    return { words: `${user} is enabled. ${SIGNS_IN}`, link: made.link };
  } catch (e) {
    if (e instanceof Problem && e.status === 403) {
      return { words: `${user} is enabled. The owner of this Ratoon can make a link for them to sign in with.` };
    }
    throw e;
  }
}
