import { type ReactNode, useEffect, useRef, useState } from "react";

/** What cannot be taken back is asked for once more, in the place where it was pressed. */
export function Sure({
  what,
  question,
  yes,
  busy,
  onYes,
}: {
  what: ReactNode;
  question: string;
  yes: string;
  busy: boolean;
  onYes: () => Promise<unknown>;
}) {
  const [asks, setAsks] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asks) {
      no.current?.focus();
    }
  }, [asks]);
  if (!asks) {
    return (
      <button type="button" className="quiet" disabled={busy} onClick={() => setAsks(true)}>
        {what}
      </button>
    );
  }
  return (
    <div className="sure" role="group" aria-label={question}>
      <p>{question}</p>
      <div className="answers">
        <button type="button" className="deny" disabled={busy} onClick={() => onYes().then(() => setAsks(false))}>
          {yes}
        </button>
        <button type="button" className="quiet" ref={no} onClick={() => setAsks(false)}>
          Keep it
        </button>
      </div>
    </div>
  );
}
