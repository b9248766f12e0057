import { useMemo, useState } from "react";
import type { Agent } from "../api/types";
import { Pieces } from "./pieces";
import { Row } from "./Row";

/** How high a row is, more or less, for what is not drawn. */
const ROW = 6.5;

/** The agents of one group. */
export function Rows({
  agents,
  opened,
  onMenu,
}: {
  agents: readonly Agent[];
  opened: string | undefined;
  onMenu: (agent: string, anchor: HTMLElement) => void;
}) {
  const [cutter] = useState(() => new Pieces<Agent>());
  const pieces = useMemo(() => cutter.cut(agents), [cutter, agents]);
  return pieces.map(({ key, rows }) => (
    <ul key={key} className="agents" style={{ containIntrinsicHeight: `auto ${rows.length * ROW}rem` }}>
      {rows.map((agent) => (
        <Row key={agent.id} agent={agent} open={opened === agent.id} onMenu={onMenu} />
      ))}
    </ul>
  ));
}
