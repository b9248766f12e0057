import { download } from "../api/bytes";
import { keep } from "../ui/keep";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";

/** The file as it is, to keep: nothing of it is opened here. */
export function Download({ agent, turn, path }: { agent: string; turn?: number; path: string }) {
  const { busy, trouble, act } = useAct();
  const query = new URLSearchParams({ path });
  if (turn !== undefined) {
    query.set("turn", String(turn));
  }
  const name = visible(path.slice(path.lastIndexOf("/") + 1));
  const save = () => act(async () => keep(await download(`/api/agents/${agent}/file?${query}`), name));
  return (
    <>
      <div className="in-file download">
        <button type="button" className="quiet slight" disabled={busy} onClick={save}>
          {busy ? "Downloading ..." : "Download"}
          <span className="unseen"> {visible(path)}</span>
        </button>
      </div>
      {trouble !== undefined && (
        <p className="bad in-file" role="alert">
          {visible(trouble)}
        </p>
      )}
    </>
  );
}
