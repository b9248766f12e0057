import type { ChangedFile } from "../api/types";
import { plural, visible } from "../ui/text";
import { choosing, goes, type Loose, MOST_CHOSEN, MOST_NAMES, some } from "./publishing";

/** What goes along of what the agent has not committed itself: all of it, nothing, or each file by itself. */
export function Uncommitted({
  files,
  loose,
  onChange,
}: {
  files: ChangedFile[];
  loose: Loose;
  onChange: (loose: Loose) => void;
}) {
  const paths = files.map((file) => file.path);
  const going = paths.filter((path) => goes(loose, path));
  const isPart = going.length > 0 && going.length < paths.length;
  if (paths.length === 0) {
    return null;
  }
  return (
    <>
      <label className="inline">
        <input
          type="checkbox"
          checked={going.length === paths.length}
          ref={(box) => {
            if (box !== null) {
              box.indeterminate = isPart;
            }
          }}
          onChange={(e) => onChange(e.target.checked ? "all" : "none")}
        />
        With {isPart && `${going.length} of `}
        {plural(paths.length, "file")} that {paths.length === 1 ? "is" : "are"} not committed:{" "}
        {some((isPart ? going : paths).map(visible), MOST_NAMES)}
      </label>
      {paths.length > MOST_CHOSEN && (
        <p className="small">There are too many to choose each by itself: all of them go, or none.</p>
      )}
      {paths.length > 1 && paths.length <= MOST_CHOSEN && (
        <details className="loose">
          <summary>Choose each by itself</summary>
          <ul className="plain">
            {files.map((file) => (
              <li key={file.path}>
                <label className="inline">
                  <input
                    type="checkbox"
                    checked={goes(loose, file.path)}
                    onChange={(e) => onChange(choosing(loose, paths, file.path, e.target.checked))}
                  />
                  <code>{visible(file.path)}</code> <span className="small">{file.change}</span>
                </label>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
