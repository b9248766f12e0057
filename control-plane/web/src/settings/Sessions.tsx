import { remove } from "../api/http";
import { Sure } from "../ui/Sure";
import { visible } from "../ui/text";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { browser } from "./browser";
import { OtherBrowser } from "./OtherBrowser";
import { Tokens } from "./Tokens";

interface Session {
  id: string;
  createdAt: string;
  lastSeenAt?: string;
  thisOne: boolean;
  userAgent?: string;
}

/** What is signed in as this user, and the end of it. */
export function Sessions({ role }: { role: string }) {
  const { value, trouble: unread, again } = useAnswer<Session[]>("/api/sessions");
  const { busy, trouble, act } = useAct();
  return (
    <>
      {(trouble ?? unread) !== undefined && (
        <p className="bad" role="alert">
          {trouble ?? unread}
        </p>
      )}
      <h2>Browsers</h2>
      <ul className="plain deeds">
        {value?.map((one) => (
          <li key={one.id}>
            <span title={visible(one.userAgent ?? "")}>
              {visible(browser(one.userAgent))} <span className="small">since {day(one.createdAt)}</span>
            </span>
            {one.thisOne ? (
              <span className="small">this one</span>
            ) : (
              <Sure
                what="End it"
                question="End this session? That browser has to be signed in again by a link."
                yes="End the session"
                busy={busy}
                onYes={() => act(() => remove(`/api/sessions/${one.id}`).then(again))}
              />
            )}
          </li>
        ))}
      </ul>
      <OtherBrowser />
      <Tokens role={role} />
    </>
  );
}
