import { useMemo, useState } from "react";
import { patch, post } from "../api/http";
import type { Agent } from "../api/types";
import { Editor } from "../settings/Editor";
import { TextField } from "../ui/Field";
import { may } from "../ui/may";
import { money as asMoney, tokens as bothWays, dollars, short } from "../ui/numbers";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { useEdited } from "../ui/useEdited";
import { blanked, change, type EditedAgent, editedAgent, ownCap, twice } from "./caps";

/** An agent's name, and how much it may do before it ends in words. */
export function AgentCaps({ agent }: { agent: Agent }) {
  const { busy, trouble, field, act, forget } = useAct();
  const [done, setDone] = useState(false);
  const { title } = agent;
  const { minutes, turns, money, tokens: most } = agent.limits;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an agent is another object with each event
  const before = useMemo(() => editedAgent(agent), [title, minutes, turns, money, most]);
  const edit = useEdited(`agent.${agent.id}`, before, before);
  const { now } = edit;
  const blank = blanked(before, now);
  const wrong = (name: keyof EditedAgent) =>
    blank === name ? `It stays at ${before[name]} until something is said here.` : field === name ? trouble : undefined;
  const cap = ownCap(agent);
  const ask = async (asked: ReturnType<typeof change>) => {
    await patch(`/api/agents/${agent.id}`, asked);
    if (agent.state === "failed" && cap !== undefined && asked.limits?.[cap] !== undefined) {
      await post(`/api/agents/${agent.id}/resume`);
    }
  };
  const save = () => {
    if (!edit.changed || blank !== undefined) {
      return;
    }
    void act(async () => {
      await ask(change(before, now));
      edit.discard();
      setDone(true);
    });
  };
  const spent = agent.spent;
  return (
    <Editor
      label="Name and caps"
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
      {agent.cap !== undefined && (
        <div className="notice at-cap" role="status">
          <p>
            {visible(agent.cap.words)} {cap !== undefined && <strong>A raise lets it go on.</strong>}
          </p>
          {cap === "money" && agent.limits.money !== undefined && may(agent, "raise-cap") && (
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() => act(() => ask({ limits: { money: twice(agent.limits.money ?? "") } }))}
            >
              Raise it to {dollars(twice(agent.limits.money))}
            </button>
          )}
        </div>
      )}
      <TextField
        label="Name"
        error={wrong("title")}
        value={now.title}
        maxLength={120}
        onChange={(value) => edit.change({ title: value })}
      />
      <fieldset>
        <legend>How much it may do in all its life</legend>
        {!may(agent, "raise-cap") && (
          <p className="small">
            More dollars or tokens than is usual here: who governs its team, or Ratoon, gives them.
          </p>
        )}
        <div className="pair-of-fields">
          <TextField
            label="Minutes of work"
            hint={`${Math.round(agent.workedSeconds / 60)} used`}
            error={wrong("minutes")}
            type="number"
            min={1}
            max={100000}
            value={now.minutes}
            onChange={(value) => edit.change({ minutes: value })}
          />
          <TextField
            label="Turns"
            hint={`${agent.turn} used`}
            error={wrong("turns")}
            type="number"
            min={1}
            max={100000}
            value={now.turns}
            onChange={(value) => edit.change({ turns: value })}
          />
          <TextField
            label="US dollars for models"
            hint={spent === undefined ? undefined : `${asMoney(spent)} spent`}
            error={wrong("money")}
            inputMode="decimal"
            value={now.money}
            placeholder="what is usual here"
            onChange={(value) => edit.change({ money: value })}
          />
          <TextField
            label="Tokens, both ways"
            hint={spent === undefined ? undefined : `${short(bothWays(spent))} used`}
            error={wrong("tokens")}
            type="number"
            min={1}
            value={now.tokens}
            placeholder="what is usual here"
            onChange={(value) => edit.change({ tokens: value })}
          />
        </div>
      </fieldset>
    </Editor>
  );
}
