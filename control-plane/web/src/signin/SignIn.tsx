import { useEffect, useState } from "react";
import { get } from "../api/http";
import { Copy } from "../ui/Copy";

/** For somebody unknown: how to get in. */
export function SignIn({ title, words }: { title: string; words: string }) {
  const [openId, setOpenId] = useState<{ label: string; url: string }>();
  useEffect(() => {
    get<{ openId?: { label: string; url: string } }>("/api/login-methods")
      .then((methods) => setOpenId(methods.openId))
      .catch(() => undefined);
  }, []);
  return (
    <main className="gate" id="content">
      <img src="/assets/mark.svg" alt="" width="72" height="72" />
      <h1>{title}</h1>
      <p className="lead" id="signed-out-detail">
        {words}
      </p>
      {openId !== undefined && (
        <a className="button" id="open-id" href={openId.url}>
          {openId.label}
        </a>
      )}
      <section className="sheet" aria-labelledby="link-title">
        <h2 id="link-title">Get a sign-in link</h2>
        <p>On the machine that Ratoon runs on, type:</p>
        <Copy id="login-command" text="./ratoon login" />
        <p className="small">It prints a link and opens it here. A link works once, for five minutes.</p>
        <p className="small">Not your machine? Ask whoever runs it to invite you.</p>
      </section>
    </main>
  );
}
