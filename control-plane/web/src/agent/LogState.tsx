import { visible } from "../ui/text";
import type { Shown } from "./useLog";

/** How it stands with a log that is not read, or not any more. */
export function LogState({ log }: { log: Pick<Shown, "read" | "gone" | "trouble"> }) {
  if (log.gone !== undefined) {
    return (
      <p className="bad" role="alert">
        Its log cannot be read. {visible(log.gone)} What stands here is what was read before.
      </p>
    );
  }
  if (log.trouble !== undefined) {
    return (
      <p className="warn" role="status">
        Its log cannot be read just now. {visible(log.trouble)} This page asks again by itself.
      </p>
    );
  }
  return log.read ? null : <p className="lead">Reading its log ...</p>;
}
