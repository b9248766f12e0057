import { useId } from "react";
import { post, remove } from "../api/http";
import type { WaysOut } from "../api/types";
import { useMay } from "../ui/may";
import { plural, visible } from "../ui/text";
import { useNow } from "../ui/time";
import { useAct } from "../ui/useAct";
import { say } from "./say";
import { useWaysOut } from "./useWaysOut";
import { address, beyond, isListable, type RefusedHost, type Ways } from "./ways";

/** Where an agent was not let out to in a turn, and what can be done about it. */
export function WaysCard({ ways, agent }: { ways: Ways; agent: string }) {
  const now = useNow();
  const asks = ways.hosts.some((one) => isOpen(one, now));
  const allows = useMay("allow-host");
  const { may, trouble, again } = useWaysOut(agent, asks && allows);
  const id = useId();
  const more = beyond(ways);
  return (
    <section className="refused ways" aria-label="Refused by the egress gateway">
      <p>
        <strong>Not let out.</strong> The agent asked the egress gateway for{" "}
        {plural(ways.hosts.length, "address", "addresses")} that it may not reach.
      </p>
      <ul>
        {ways.hosts.map((one) => (
          <Host key={`${one.host} ${one.port}`} one={one} agent={agent} may={may} id={id} open={isOpen(one, now)} />
        ))}
      </ul>
      {more !== undefined && <p className="small">{more}</p>}
      {asks && may === undefined && trouble !== undefined && (
        <div className="answers">
          <p className="bad" role="alert">
            What you may do about it could not be asked: {visible(trouble)}
          </p>
          <button type="button" className="quiet" onClick={again}>
            Ask again
          </button>
        </div>
      )}
      {asks && may !== undefined && (
        <dl className="small means">
          <div>
            <dt>Allow once</dt>
            <dd id={`${id}once`}>{visible(may.once.means)}</dd>
          </div>
          <div>
            <dt>Always</dt>
            <dd id={`${id}always`}>{visible(may.always.means)}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}

function isOpen(one: RefusedHost, now: number): boolean {
  const until = one.allowed?.until;
  return one.rule === "host" && (one.allowed === undefined || (until !== undefined && Date.parse(until) <= now));
}

function Host({
  one,
  agent,
  may,
  id,
  open,
}: {
  one: RefusedHost;
  agent: string;
  may?: WaysOut;
  id: string;
  open: boolean;
}) {
  const { busy, trouble, act } = useAct();
  const steers = useMay("steer");
  const allows = useMay("allow-host");
  const at = `/api/agents/${agent}/egress/allow`;
  const host = address(one.host, one.port);
  const always = may?.always.environment === undefined ? { forever: true } : { environment: true };
  return (
    <li>
      <p>
        <code>{visible(host)}</code> <span className="small">{plural(one.attempts, "attempt")}</span>
      </p>
      {one.rule !== "host" && <p className="small">{visible(one.words)}</p>}
      {open && may !== undefined && (
        <div className="answers">
          <button
            type="button"
            className="quiet"
            disabled={busy || !may.once.may}
            aria-label={`Allow once: ${visible(host)}`}
            aria-describedby={`${id}once`}
            onClick={() => act(() => post(at, { host }))}
          >
            Allow once
          </button>
          {may.always.environment === undefined || isListable(one.host) ? (
            <button
              type="button"
              className="quiet"
              disabled={busy || !may.always.may}
              aria-label={`Always: ${visible(host)}`}
              aria-describedby={`${id}always`}
              onClick={() => act(() => post(at, { host, ...always }))}
            >
              Always
            </button>
          ) : (
            <span className="small">The list of {visible(may.always.environment)} takes names only.</span>
          )}
        </div>
      )}
      {!open && one.allowed !== undefined && (
        <div className="answers">
          <span className="small">{allowedWords(one.allowed)}</span>
          {steers && (
            <button
              type="button"
              className="quiet"
              disabled={busy}
              aria-label={`Tell it to try again: ${visible(host)}`}
              onClick={() =>
                act(() => say(agent, { text: `You may reach ${host} now. Try again.`, delivery: "queue" }))
              }
            >
              Tell it to try again
            </button>
          )}
          {allows && (one.allowed.until !== undefined || one.allowed.environment !== undefined) && (
            <button
              type="button"
              className="quiet"
              disabled={busy}
              aria-label={`Take back: ${visible(host)}`}
              onClick={() => act(() => remove(`${at}/${encodeURIComponent(one.allowed?.host ?? host)}`))}
            >
              Take back
            </button>
          )}
        </div>
      )}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {visible(trouble)}
        </p>
      )}
    </li>
  );
}

function allowedWords(allowed: NonNullable<RefusedHost["allowed"]>): string {
  const by = visible(allowed.by);
  if (allowed.until !== undefined) {
    const until = new Date(allowed.until).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
    return `Allowed by ${by} for this agent, until ${until}.`;
  }
  return allowed.environment === undefined
    ? `Allowed by ${by}, for all agents of its owner or team.`
    : `Allowed by ${by}, and put into the list of ${visible(allowed.environment)}.`;
}
