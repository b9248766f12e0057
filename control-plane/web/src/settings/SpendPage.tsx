import { useState } from "react";
import type { Me } from "../api/types";
import { dollars, money, short, tokens } from "../ui/numbers";
import { plural, visible } from "../ui/text";
import { useAnswer } from "../ui/useAnswer";
import { Caps } from "./Caps";
import { byModel, type Line, micros, monthAfter, monthName, type Spend, share } from "./spend";

type By = "agent" | "model" | "owner";

/** What models cost in a month, by agent, model or owner; and how much may be spent. */
export function SpendPage({ me }: { me: Me }) {
  const governs = me.user.role === "owner" || me.user.role === "admin";
  const [now] = useState(() => new Date().toISOString().slice(0, 7));
  const [month, setMonth] = useState(now);
  const [by, setBy] = useState<By>("agent");
  const [owner, setOwner] = useState(me.user.name);
  const of = owner === me.user.name ? "" : `&owner=${encodeURIComponent(owner)}`;
  const { value, trouble, again } = useAnswer<Spend>(`/api/spend?month=${month}${of}`);
  return (
    <>
      <div className="answers">
        <button type="button" className="quiet" onClick={() => setMonth(monthAfter(month, -1))}>
          Earlier<span className="unseen"> month</span>
        </button>
        <strong role="status">{monthName(month)}</strong>
        {month !== now && (
          <button type="button" className="quiet" onClick={() => setMonth(monthAfter(month, 1))}>
            Later<span className="unseen"> month</span>
          </button>
        )}
        {owner !== me.user.name && (
          <button type="button" className="quiet" onClick={() => setOwner(me.user.name)}>
            Back to mine
          </button>
        )}
      </div>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {value === undefined && trouble === undefined && <p className="small">One moment ...</p>}
      {value !== undefined && (
        <>
          <Sum spend={value} mine={value.owner === me.user.name} current={value.month === now} />
          <fieldset className="answers">
            <legend className="unseen">A line for each</legend>
            {(governs ? (["agent", "model", "owner"] as const) : (["agent", "model"] as const)).map((one) => (
              <label className="inline" key={one}>
                <input type="radio" name="by" checked={by === one} onChange={() => setBy(one)} />
                By {one}
              </label>
            ))}
          </fieldset>
          {by === "owner" ? (
            <Owners
              month={month}
              onOwner={(name) => {
                setOwner(name);
                setBy("agent");
              }}
            />
          ) : (
            <Table of={by} lines={by === "agent" ? value.agents : byModel(value.agents)} />
          )}
          <Caps key={value.owner} spend={value} may={governs} again={again} />
        </>
      )}
    </>
  );
}

function Sum({ spend, mine, current }: { spend: Spend; mine: boolean; current: boolean }) {
  const used = micros(spend.money);
  const cap = micros(spend.cap.money);
  const near = current && cap > 0 && used / cap >= 0.8;
  return (
    <div className="sum">
      <p>
        <strong className="large">{money(spend)}</strong> of {dollars(spend.cap.money)}
        {!mine && ` that ${spend.owner} may spend`} · {short(spend.tokens)} of {short(spend.cap.tokens)} tokens
      </p>
      <div className={near ? "bar near" : "bar"} aria-hidden="true">
        <span style={{ width: `${share(used, cap)}%` }} />
      </div>
      {near && (
        <p className="warn">Little is left of this month. At the cap agents stop in words, and go on after a raise.</p>
      )}
      {micros(spend.estimated) > 0 && (
        <p className="small">
          ~{dollars(spend.estimated)} of it are our estimate: a provider did not say what was used.
        </p>
      )}
    </div>
  );
}

function Owners({ month, onOwner }: { month: string; onOwner: (name: string) => void }) {
  const { value, trouble } = useAnswer<{ owners: Line[] }>(`/api/spend/owners?month=${month}`);
  if (value === undefined) {
    return <p className={trouble === undefined ? "small" : "bad"}>{trouble ?? "One moment ..."}</p>;
  }
  return <Table of="owner" lines={value.owners} onName={onOwner} />;
}

const MOST = 50;

function Table({ of, lines, onName }: { of: By; lines: Line[]; onName?: (name: string) => void }) {
  const [all, setAll] = useState(false);
  const most = Math.max(0, ...lines.map((line) => micros(line.money)));
  if (lines.length === 0) {
    return <p>No model was called in this month.</p>;
  }
  return (
    <>
      <div className="wide">
        <table className="spend">
          <thead>
            <tr>
              <th scope="col">{of === "agent" ? "Agent" : of === "model" ? "Model" : "Owner"}</th>
              <th scope="col">Spent</th>
              <th scope="col">Tokens</th>
              <th scope="col">Calls</th>
            </tr>
          </thead>
          <tbody>
            {(all ? lines : lines.slice(0, MOST)).map((line) => (
              <tr key={line.name}>
                <th scope="row">
                  {onName === undefined ? (
                    visible(line.name)
                  ) : (
                    <button type="button" className="plain-button" onClick={() => onName(line.name)}>
                      {visible(line.name)}
                    </button>
                  )}
                  <span className="bar" aria-hidden="true">
                    <span style={{ width: `${share(micros(line.money), most)}%` }} />
                  </span>
                </th>
                <td>
                  {money(line)}
                  {line.unpriced > 0 && (
                    <span className="small"> and {plural(line.unpriced, "call")} without a known price</span>
                  )}
                </td>
                <td>{short(tokens(line))}</td>
                <td>{short(line.calls)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && lines.length > MOST && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          Show all {lines.length}
        </button>
      )}
      {of === "model" && <p className="small">By the model that an agent was started with.</p>}
    </>
  );
}
