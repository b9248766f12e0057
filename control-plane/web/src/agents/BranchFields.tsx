import { Combobox } from "../ui/Combobox";
import { visible } from "../ui/text";
import { type Draft, type Fault, marks } from "./choosing";
import { type Branch, branchOptions } from "./offers";

/** On a branch of its own, begun somewhere, or on one that is there. */
export function BranchFields({
  draft,
  change,
  branches,
  more,
  confirmed,
  onConfirm,
  wrong,
}: {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  branches: Branch[];
  more: boolean;
  confirmed: boolean;
  onConfirm: (is: boolean) => void;
  wrong: Fault["field"] | undefined;
}) {
  const existing = draft.begins === "existing";
  const base = draft.base.trim();
  const usual = branches.find((one) => one.isDefault)?.name;
  const set = (to: Partial<Draft>) => {
    onConfirm(false);
    change(to);
  };
  return (
    <>
      <label>
        Branch
        <select
          id="new-begins"
          value={draft.begins}
          onChange={(e) => set({ begins: e.target.value === "existing" ? "existing" : "own" })}
        >
          <option value="own">One of its own</option>
          <option value="existing">One that is there</option>
        </select>
      </label>
      <Combobox
        id="new-base"
        label={existing ? "Goes on with" : "Begins at"}
        free
        value={draft.base}
        options={branchOptions(branches)}
        onChange={(value) => set({ base: value })}
        {...marks(wrong, "base")}
        placeholder={existing ? "the branch's name" : usual === undefined ? "the default branch" : visible(usual)}
      >
        {more && <p>There are more: type more of the name.</p>}
      </Combobox>
      {existing && base !== "" && (
        <label className="inline whole">
          <input
            id="new-confirmed"
            type="checkbox"
            checked={confirmed}
            onChange={(e) => onConfirm(e.target.checked)}
            {...marks(wrong, "confirmed")}
          />
          <span>
            It may push to <bdi className="mono">{visible(base)}</bdi>: what is published of its work changes that
            branch upstream.
          </span>
        </label>
      )}
    </>
  );
}
