import type { Proposal } from "../api/types";
import { Link } from "../ui/route";
import { plural, visible } from "../ui/text";
import { CommitList } from "./Commits";
import { MOST_NAMES, some } from "./publishing";

/** What would go out, where it would go, and what stands in its way. */
export function PullFacts({ proposal }: { proposal: Proposal }) {
  const { commits, gone, onto, to } = proposal;
  return (
    <>
      <p>
        {plural(proposal.changed, "file")} in {plural(commits.length, "commit")}, from{" "}
        <code>{visible(proposal.branch)}</code>
        {onto !== undefined && (
          <>
            {" "}
            onto <code>{visible(onto)}</code>
          </>
        )}{" "}
        at {visible(to.repository)}.
      </p>
      {to.why !== undefined && (
        <p className="small">
          {visible(to.why)}{" "}
          {to.github && !to.mayPush && !to.fork && <Link to="/settings/github">GitHub in the settings</Link>}
        </p>
      )}
      {gone !== undefined && (
        <p className="warn">
          The branch <code>{visible(gone)}</code>, which it was meant for, is not there any more.
          {onto !== undefined && (
            <>
              {" "}
              It would go onto <code>{visible(onto)}</code>.
            </>
          )}
        </p>
      )}
      {commits.length > 0 && (
        <details>
          <summary>{plural(commits.length, "commit")}</summary>
          <CommitList commits={commits} />
        </details>
      )}
      {proposal.more > 0 && (
        <p className="small">
          It changes {plural(proposal.more, "file")} more than Changes lists. All of them would go out.
        </p>
      )}
    </>
  );
}

/** Each thing that wants a yes of its own. */
export function Warnings({
  warnings,
  more,
  accepted,
  onChange,
}: {
  warnings: Proposal["warnings"];
  /** Of them, that are not listed. */
  more: number;
  accepted: ReadonlySet<string>;
  onChange: (accepted: ReadonlySet<string>) => void;
}) {
  return (
    <>
      {warnings.map((warning) => (
        <label className="inline warn" key={warning.id}>
          <input
            type="checkbox"
            checked={accepted.has(warning.id)}
            onChange={(e) => {
              const now = new Set(accepted);
              now[e.target.checked ? "add" : "delete"](warning.id);
              onChange(now);
            }}
          />
          {visible(warning.words)}
        </label>
      ))}
      {more > 0 && (
        <p className="warn">
          There {more === 1 ? "is" : "are"} {plural(more, "warning")} more. Say yes to these, and press on: then the
          next are told, and nothing is published before.
        </p>
      )}
    </>
  );
}

/** A text box shows a character that nobody sees as it is: nothing. So it is told beside it. */
export function Unseen({ what, text }: { what: string; text: string }) {
  const found = new Set(visible(text).match(/⟨U\+[0-9A-F]+⟩/g));
  const real = [...found].filter((one) => !text.includes(one));
  return (
    real.length > 0 && (
      <p className="warn">
        {what} has characters that nobody sees, or that turn others around: {some(real, MOST_NAMES)}
      </p>
    )
  );
}
