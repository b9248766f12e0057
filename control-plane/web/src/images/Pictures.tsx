import type { SentImage } from "./images";
import { Picture } from "./Picture";

/** The images beside a message to an agent. */
export function Pictures({ agent, images }: { agent: string; images: SentImage[] }) {
  return (
    <ul className="plain pictures" aria-label="Images">
      {images.map((image) => (
        <li key={image.sha256}>
          <Picture path={`/api/agents/${agent}/images/${image.sha256}`} type={image.type} name={image.name} />
        </li>
      ))}
    </ul>
  );
}
