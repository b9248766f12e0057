import { useState } from "react";
import { put, remove } from "../api/http";
import { TextField } from "../ui/Field";
import { Sure } from "../ui/Sure";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";

interface Secret {
  name: string;
  createdAt: string;
  createdBy: string;
}

/** What the setup script is given, and nothing after it: typed here once, never shown again. */
export function SetupSecrets({ environment }: { environment: string }) {
  const at = `/api/environments/${environment}/secrets`;
  const { value, trouble, again } = useAnswer<{ secrets: Secret[] }>(at);
  const { busy, trouble: refused, field, act } = useAct();
  const [name, setName] = useState("");
  const [secret, setSecret] = useState("");
  return (
    <section aria-labelledby="secrets">
      <h2 id="secrets">Secrets of its setup</h2>
      <p className="small">
        The script is given them as variables, and as files in <code>$RATOON_SECRETS</code>. Agents never have them, and
        nobody sees one again once it is here.
      </p>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      <ul className="plain">
        {value?.secrets.map((one) => (
          <li key={one.name}>
            <code>{one.name}</code>{" "}
            <Sure
              what={
                <>
                  Remove<span className="unseen"> the secret {one.name}</span>
                </>
              }
              question={`Remove the secret ${one.name}? The setup runs without it from now on.`}
              yes="Remove it"
              busy={busy}
              onYes={() => act(() => remove(`${at}/${encodeURIComponent(one.name)}`).then(again))}
            />
          </li>
        ))}
      </ul>
      <form
        className="pair-of-fields"
        onSubmit={(e) => {
          e.preventDefault();
          void act(async () => {
            await put(`${at}/${encodeURIComponent(name.trim())}`, { value: secret });
            setName("");
            setSecret("");
            await again();
          });
        }}
      >
        <TextField
          label="Name of the secret"
          error={field === "variables" ? refused : undefined}
          value={name}
          placeholder="NPM_TOKEN"
          spellCheck={false}
          autoComplete="off"
          onChange={(value) => setName(value)}
        />
        <TextField
          label="Its value"
          error={field === "value" ? refused : undefined}
          type="password"
          autoComplete="off"
          value={secret}
          onChange={(value) => setSecret(value)}
        />
        <button type="submit" className="quiet" disabled={busy || name.trim() === "" || secret === ""}>
          Add the secret
        </button>
      </form>
      {refused !== undefined && field !== "variables" && field !== "value" && (
        <p className="bad" role="alert">
          {refused}
        </p>
      )}
    </section>
  );
}
