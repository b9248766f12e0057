import { useState } from "react";
import { post } from "../api/http";
import { Copy } from "../ui/Copy";
import { useAct } from "../ui/useAct";
import { useWorks } from "../ui/who";

/** Lets another browser of the same user in: a phone's, on which nobody types what a terminal says. */
export function OtherBrowser() {
  const { busy, trouble, act } = useAct();
  const [link, setLink] = useState<string>();
  if (!useWorks()) {
    return null;
  }
  const make = () =>
    act(async () => {
      setLink(undefined);
      setLink((await post<{ link: string }>("/api/login-links", {})).link);
    });
  return (
    <>
      <h2>On your phone, or in another browser</h2>
      <p className="small">A link signs it in as you, once, within five minutes. Send it where only you read it.</p>
      <button type="button" className="quiet" disabled={busy} onClick={make}>
        Make a link
      </button>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {link !== undefined && (
        <>
          <Copy text={link} />
          {isHere(link) && (
            <p className="warn" role="status">
              It leads to this machine alone, since that is where you have opened Ratoon. For a phone, open Ratoon by an
              address that the phone reaches, and make the link there.
            </p>
          )}
        </>
      )}
    </>
  );
}

/** Whether no other machine reaches it. */
export function isHere(link: string): boolean {
  const { hostname } = new URL(link);
  return hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname);
}
