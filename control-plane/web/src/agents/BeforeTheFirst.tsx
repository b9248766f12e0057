import { Link } from "../ui/route";
import { useAnswer } from "../ui/useAnswer";
import type { Harness } from "./offers";

/** What would make the first agent better, as long as it is not there; one can start without. */
export function BeforeTheFirst() {
  const github = useAnswer<{ connected: boolean }>("/api/github").value;
  const harnesses = useAnswer<{ harnesses: Harness[] }>("/api/harnesses").value?.harnesses;
  const thinking = harnesses?.filter((one) => one.apis.length > 0) ?? [];
  const noKey = thinking.length > 0 && thinking.every((one) => !one.available);
  if (github?.connected !== false && !noKey) {
    return null;
  }
  return (
    <ul className="plain before">
      {noKey && (
        <li>
          <Link to="/settings/keys">Add a model key</Link>
          <span className="small">
            {" "}
            so that {thinking[0]?.title} or another harness can think. Without one there is the shell.
          </span>
        </li>
      )}
      {github?.connected === false && (
        <li>
          <Link to="/settings/github">Connect GitHub</Link>
          <span className="small">
            {" "}
            to search your repositories and to open pull requests. Any address works without.
          </span>
        </li>
      )}
    </ul>
  );
}
