import { useEffect, useState } from "react";
import type { Status } from "../api/types";
import { Copy } from "../ui/Copy";
import { Since } from "../ui/time";
import { useAnswer } from "../ui/useAnswer";

interface Health {
  status: string;
  checks: { name: string; status: string; data?: Record<string, unknown> }[];
}

const LONGEST_WAIT = 20_000;

/** What runs, and how it is. */
export function Running() {
  const { value, trouble } = useAnswer<Status>("/api/status");
  const [health, setHealth] = useState<Health | "unknown">();
  useEffect(() => {
    const look = () =>
      fetch("/health/ready", { cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) })
        .then((answer) => answer.json())
        .then((told: Health) => setHealth(Array.isArray(told.checks) ? told : "unknown"))
        .catch(() => setHealth("unknown"));
    void look();
    const timer = setInterval(look, 5000);
    return () => clearInterval(timer);
  }, []);
  if (trouble !== undefined || value === undefined) {
    return <p className="lead">{trouble ?? "One moment ..."}</p>;
  }
  return (
    <>
      <dl>
        <div>
          <dt>Control plane</dt>
          <dd id="roles">{value.roles.join(", ")}</dd>
        </div>
        <div>
          <dt>Database</dt>
          <dd id="database">{value.database.description}</dd>
        </div>
        <div>
          <dt>Confinement</dt>
          <dd id="confinement">{value.confinement.description}</dd>
        </div>
        {value.disk !== undefined && (
          <div>
            <dt>Disk</dt>
            <dd id="disk">{value.disk.description}</dd>
          </div>
        )}
        <div>
          <dt>Version</dt>
          <dd id="version">{value.version}</dd>
        </div>
        <div>
          <dt>Up for</dt>
          <dd>
            <Since at={value.startedAt} />
          </dd>
        </div>
      </dl>
      {value.confinement.nextStep !== undefined && (
        <>
          <p>Agents cannot be confined as well as they could be. To change that, type:</p>
          <Copy id="advice-command" text={value.confinement.nextStep} />
        </>
      )}
      {value.disk?.nextStep !== undefined && (
        <p className="bad" id="disk-advice">
          {value.disk.nextStep}
        </p>
      )}
      <h2>Health</h2>
      <ul className="plain" id="checks">
        {health === undefined && <li className="small">Asking how it is ...</li>}
        {health === "unknown" && (
          <li className="bad">How it is could not be asked. It is asked again every few seconds.</li>
        )}
        {typeof health === "object" &&
          health.checks.map((check) => (
            <li key={check.name} data-up={check.status === "UP"}>
              <span className="dot" aria-hidden="true" /> {check.name}: {check.status === "UP" ? "well" : "down"}
              {check.data !== undefined && <span className="small"> {Object.values(check.data).join(", ")}</span>}
            </li>
          ))}
      </ul>
    </>
  );
}
