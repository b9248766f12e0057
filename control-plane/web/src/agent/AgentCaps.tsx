import { useMemo, useState } from "react";
import { patch, put } from "../api/http";
import type { Agent } from "../api/types";
import { Editor } from "../settings/Editor";
import { about, dollars, many, tokens } from "../settings/spend";
import { Field } from "../ui/Field";
import { useAct } from "../ui/useAct";
import { useEdited } from "../ui/useEdited";
import { type Capped, change, editedAgent, twice } from "./caps";

/** An agent's name and mode, and how much it may do before it ends in words. */
export function AgentCaps({ agent }: { agent: Agent & Capped }) {
  const { busy, trouble, field, act } = useAct();
  const [done, setDone] = useState(false);
  const { title, mode } = agent;
  const { minutes, turns, money, tokens: most } = agent.limits;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an agent is another object with each event
  const before = useMemo(() => editedAgent(agent), [title, mode, minutes, turns, money, most]);
  const edit = useEdited(`agent.${agent.id}`, before, before);
  const { now } = edit;
  const save = () => {
    if (!edit.changed) {
      return;
    }
    void act(async () => {
      const asked = change(before, now);
      if (Object.keys(asked).length > 0) {
        await patch(`/api/agents/${agent.id}`, asked);
      }
      if (now.mode !== before.mode) {
        await put(`/api/agents/${agent.id}/mode`, { mode: now.mode });
      }
      edit.discard();
      setDone(true);
    });
  };
  const spent = agent.spent;
  return (
    <Editor
      label="Name, mode and caps"
      save="Save"
      busy={busy}
      changed={edit.changed}
      found={edit.found}
      done={done}
      trouble={field === undefined ? trouble : undefined}
      onSave={save}
      onDiscard={edit.discard}
    >
      {agent.cap !== undefined && (
        <div className="notice at-cap" role="status">
          <p>
            {agent.cap.words} <strong>A raise lets it go on.</strong>
          </p>
          {agent.cap.limit === "money" && agent.limits.money !== undefined && (
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() =>
                act(() => patch(`/api/agents/${agent.id}`, { limits: { money: twice(agent.limits.money ?? "") } }))
              }
            >
              Raise it to {dollars(twice(agent.limits.money))}
            </button>
          )}
        </div>
      )}
      <Field label="Name" error={field === "title" ? trouble : undefined}>
        {(described) => (
          <input
            {...described}
            value={now.title}
            maxLength={120}
            onChange={(e) => edit.change({ title: e.target.value })}
          />
        )}
      </Field>
      <Field label="How it works">
        {(described) => (
          <select {...described} value={now.mode} onChange={(e) => edit.change({ mode: e.target.value })}>
            <option value="normal">Normal: asks before it acts</option>
            <option value="plan">Plan: suggests a plan first</option>
            <option value="auto">Auto: goes ahead</option>
          </select>
        )}
      </Field>
      <fieldset>
        <legend>How much it may do in all its life</legend>
        <div className="pair-of-fields">
          <Field
            label="Minutes of work"
            hint={`${Math.round(agent.workedSeconds / 60)} used`}
            error={field === "minutes" ? trouble : undefined}
          >
            {(described) => (
              <input
                {...described}
                type="number"
                min={1}
                max={100000}
                value={now.minutes}
                onChange={(e) => edit.change({ minutes: e.target.value })}
              />
            )}
          </Field>
          <Field label="Turns" hint={`${agent.turn} used`} error={field === "turns" ? trouble : undefined}>
            {(described) => (
              <input
                {...described}
                type="number"
                min={1}
                max={100000}
                value={now.turns}
                onChange={(e) => edit.change({ turns: e.target.value })}
              />
            )}
          </Field>
          <Field
            label="US dollars for models"
            hint={spent === undefined ? undefined : `${about(spent)} spent`}
            error={field === "money" ? trouble : undefined}
          >
            {(described) => (
              <input
                {...described}
                inputMode="decimal"
                value={now.money}
                placeholder="what is usual here"
                onChange={(e) => edit.change({ money: e.target.value })}
              />
            )}
          </Field>
          <Field
            label="Tokens, both ways"
            hint={spent === undefined ? undefined : `${many(tokens(spent))} used`}
            error={field === "tokens" ? trouble : undefined}
          >
            {(described) => (
              <input
                {...described}
                type="number"
                min={1}
                value={now.tokens}
                placeholder="what is usual here"
                onChange={(e) => edit.change({ tokens: e.target.value })}
              />
            )}
          </Field>
        </div>
      </fieldset>
    </Editor>
  );
}
