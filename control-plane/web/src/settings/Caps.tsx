import { useMemo, useState } from "react";
import { put } from "../api/http";
import { TextField } from "../ui/Field";
import { dollars, short } from "../ui/numbers";
import { useAct } from "../ui/useAct";
import { useEdited } from "../ui/useEdited";
import { Editor } from "./Editor";
import { blankCap, capsAsked, type Spend } from "./spend";

/** How much an owner's agents may use in a month, for who may say that. */
export function Caps({ spend, may, again }: { spend: Spend; may: boolean; again: () => Promise<void> }) {
  const { busy, trouble, field, act, forget } = useAct();
  const [done, setDone] = useState(false);
  const before = useMemo(
    () => ({ money: spend.cap.money, tokens: String(spend.cap.tokens) }),
    [spend.cap.money, spend.cap.tokens],
  );
  const edit = useEdited(`caps.${spend.owner}`, before, before);
  const blank = blankCap(edit.now);
  const wrong = (name: string) =>
    blank === name ? "Say how much; 0 is nothing at all." : field === name ? trouble : undefined;
  if (!may) {
    return (
      <section aria-labelledby="caps">
        <h2 id="caps">Caps of a month</h2>
        <p>
          {dollars(spend.cap.money)} and {short(spend.cap.tokens)} tokens, for all agents of yours together. An owner or
          admin of this Ratoon can change them.
        </p>
      </section>
    );
  }
  const save = () => {
    if (!edit.changed || blank !== undefined) {
      return;
    }
    void act(async () => {
      await put(`/api/spend/owners/${encodeURIComponent(spend.owner)}`, capsAsked(before, edit.now));
      await again();
      edit.discard();
      setDone(true);
    });
  };
  return (
    <section aria-labelledby="caps">
      <h2 id="caps">Caps of a month, for all agents of {spend.owner}</h2>
      <Editor
        label="Caps"
        save="Save"
        busy={busy}
        changed={edit.changed}
        found={edit.found}
        done={done}
        trouble={field === undefined ? trouble : undefined}
        onSave={save}
        onDiscard={() => {
          edit.discard();
          forget();
        }}
      >
        <div className="pair-of-fields">
          <TextField
            label="US dollars"
            error={wrong("money")}
            inputMode="decimal"
            value={edit.now.money}
            onChange={(value) => edit.change({ money: value })}
          />
          <TextField
            label="Tokens, both ways"
            error={wrong("tokens")}
            type="number"
            min={0}
            value={edit.now.tokens}
            onChange={(value) => edit.change({ tokens: value })}
          />
        </div>
      </Editor>
    </section>
  );
}
