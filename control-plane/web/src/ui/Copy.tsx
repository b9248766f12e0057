import { useState } from "react";

/** A command that somebody types elsewhere. */
export function Copy({ text, id }: { text: string; id?: string }) {
  const [done, setDone] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("Copied");
    } catch {
      setDone("Select it and copy it by hand");
    }
    setTimeout(() => setDone(""), 2000);
  };
  return (
    <div className="command">
      <code id={id}>{text}</code>
      <button type="button" className="quiet" onClick={copy}>
        Copy<span className="unseen"> the command</span>
      </button>
      <span role="status" className="small">
        {done}
      </span>
    </div>
  );
}
