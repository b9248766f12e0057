import { useState } from "react";
import { branchOptions } from "../agents/offers";
import { useBranches } from "../agents/useNewAgent";
import { Combobox } from "../ui/Combobox";

/** The branch that it goes into. Another one is looked at before anything is published into it. */
export function Into({
  repository,
  typed,
  now,
  usual,
  trouble,
  onType,
  onLook,
}: {
  repository: string;
  typed: string;
  /** What was looked at, once that is known. */
  now: string | undefined;
  usual: string;
  /** Why it is not known. */
  trouble: string | undefined;
  onType: (branch: string) => void;
  onLook: (branch: string) => void;
}) {
  const [opened, setOpened] = useState(false);
  const branches = useBranches(opened ? repository : "", typed.trim());
  const other = typed.trim() !== "" && typed.trim() !== now;
  return (
    <>
      <Combobox
        id="pull-base"
        label="Into"
        free
        value={typed}
        options={branchOptions(branches.value?.branches ?? [])}
        onChange={onType}
        onOpen={() => setOpened(true)}
        placeholder={usual}
        aria-invalid={trouble !== undefined}
      >
        {trouble !== undefined && <p className="bad">{trouble}</p>}
        {branches.value?.more === true && <p>There are more: type more of the name.</p>}
      </Combobox>
      {other && (
        <div className="answers">
          <button type="button" className="quiet" onClick={() => onLook(typed.trim())}>
            Look at it there
          </button>
          <span className="small">What would go into it is shown before anything is published.</span>
        </div>
      )}
    </>
  );
}
