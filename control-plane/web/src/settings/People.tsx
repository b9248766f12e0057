import { useState } from "react";
import { post, remove } from "../api/http";
import type { Me } from "../api/types";
import { Copy } from "../ui/Copy";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";

interface User {
  name: string;
  displayName?: string;
  role: string;
  disabledAt?: string;
}

/** Who may use this Ratoon. */
export function People({ me }: { me: Me }) {
  const { value, trouble, again } = useAnswer<User[]>("/api/users");
  const { busy, trouble: refused, act } = useAct();
  const [name, setName] = useState("");
  const [role, setRole] = useState("member");
  const [link, setLink] = useState<string>();
  const governs = me.user.role === "owner" || me.user.role === "admin";
  return (
    <>
      {trouble !== undefined && <p className="lead">{trouble}</p>}
      <ul className="plain">
        {value?.map((user) => (
          <li key={user.name}>
            <strong>{user.displayName ?? user.name}</strong> <span className="small">{user.role}</span>
            {user.disabledAt !== undefined && <span className="small"> · disabled</span>}
            {governs && user.role !== "owner" && user.name !== me.user.name && user.disabledAt === undefined && (
              <button
                type="button"
                className="quiet"
                disabled={busy}
                onClick={() => act(() => remove(`/api/users/${encodeURIComponent(user.name)}`).then(again))}
              >
                Disable<span className="unseen"> {user.name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {governs && (
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault();
            void act(async () => {
              const invited = await post<{ link: string }>("/api/users", { name, role });
              setLink(invited.link);
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
      {link !== undefined && (
        <>
          <p>This link signs them in once. Send it where only they read it:</p>
          <Copy text={link} />
        </>
      )}
    </>
  );
}
