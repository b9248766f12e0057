import { Combobox } from "../ui/Combobox";
import type { Option } from "../ui/options";
import { Link } from "../ui/route";
import { type Fault, marks } from "./choosing";

/** Where it works: recent repositories first, then those of GitHub that fit, or any address. */
export function RepositoryField({
  value,
  options,
  onChange,
  onChosen,
  unconnected,
  remarks,
  trouble,
  asking,
  wrong,
}: {
  value: string;
  options: Option[];
  onChange: (value: string) => void;
  onChosen: () => void;
  /** Whether GitHub is not searched because no account is connected. */
  unconnected: boolean;
  /** What is to be known of what GitHub offers. */
  remarks: string[];
  /** Why it cannot be read. */
  trouble?: string;
  asking: boolean;
  /** The field that stands in the way of a start. */
  wrong: Fault["field"] | undefined;
}) {
  return (
    <Combobox
      id="new-repository"
      label="Repository"
      free
      eager
      value={value}
      options={options}
      onChange={onChange}
      onChosen={onChosen}
      {...marks(wrong, "repository")}
      placeholder="Search, or https://github.com/you/project, or a folder of Ratoon's machine"
    >
      {trouble !== undefined ? (
        <p className="warn">{trouble}</p>
      ) : asking ? (
        <p>Looking at its branches ...</p>
      ) : (
        unconnected && (
          <p>
            <Link to="/settings/github">Connect GitHub</Link> to search your repositories, or paste an address.
          </p>
        )
      )}
      {remarks.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </Combobox>
  );
}
