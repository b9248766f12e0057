import { type FormEvent, type KeyboardEvent, memo, useRef } from "react";
import type { Agent } from "../api/types";
import { ImagesField } from "../images/ImagesField";
import { wanted } from "../images/images";
import { useImages } from "../images/useImages";
import { useWhyNoImages } from "../images/useWhyNoImages";
import { useAct, useDraft } from "../ui/useAct";
import { Stop } from "./Stop";
import { say } from "./say";

/** What somebody says to the agent: after its turn, or at once. What the agent says meanwhile does not draw it again. */
export const Composer = memo(function Composer({
  agent,
  takesImages,
}: {
  agent: Agent;
  takesImages: boolean | undefined;
}) {
  const why = useWhyNoImages(agent.harness, takesImages);
  const images = useImages(`agent.${agent.id}`, why);
  const [text, setText] = useDraft(`agent.${agent.id}`);
  const { busy, trouble, act } = useAct();
  const field = useRef<HTMLTextAreaElement>(null);
  const works = agent.state === "working" || agent.state === "waiting";
  const send = async (delivery: string) => {
    const message = { text, delivery, images: wanted(images.all) };
    if (text.trim() !== "" && !images.busy && (await act(() => say(agent.id, message)))) {
      setText("");
      images.clear();
      field.current?.focus();
    }
  };
  const submit = (e: FormEvent) => {
    e.preventDefault();
    void send("queue");
  };
  const key = (e: KeyboardEvent) => {
    if (e.key === "Enter" && !e.shiftKey && !e.nativeEvent.isComposing && matchMedia("(pointer: fine)").matches) {
      e.preventDefault();
      void send(e.metaKey || e.ctrlKey ? "redirect" : "queue");
    }
  };
  return (
    <form className="composer" onSubmit={submit} {...images.target}>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      <textarea
        ref={field}
        aria-label="Message to the agent"
        placeholder={works ? "Follow up: it is given when this turn ends" : "What is to be done next?"}
        value={text}
        rows={Math.min(8, Math.max(2, text.split("\n").length))}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={key}
      />
      <ImagesField images={images} why={why} last={<Stop agent={agent} />}>
        <button type="submit" disabled={busy || images.busy || text.trim() === ""}>
          Send
        </button>
        {works && (
          <button
            type="button"
            className="quiet"
            disabled={busy || images.busy || text.trim() === ""}
            title="Ends the turn and goes first"
            onClick={() => send("redirect")}
          >
            Stop and say this
          </button>
        )}
      </ImagesField>
    </form>
  );
});
