import { type ReactNode, useId, useRef } from "react";
import { plural, visible } from "../ui/text";
import { TYPES } from "./images";
import { Picture } from "./Picture";
import type { Images } from "./useImages";

/** Adds images to what is being written, in one row with what else is pressed there, and shows those that are. */
export function ImagesField({
  images,
  why,
  children,
  last,
}: {
  images: Images;
  why: string | undefined;
  /** What comes first in the row. */
  children: ReactNode;
  last?: ReactNode;
}) {
  const file = useRef<HTMLInputElement>(null);
  const reason = useId();
  const { all, busy, trouble, told } = images;
  return (
    <div className="images-field">
      {all.length > 0 && (
        <ul className="plain pictures" aria-label="Images to be sent">
          {all.map((image) => (
            <li key={image.id}>
              <Picture path={`/api/prompt-images/${image.id}`} type={image.type} name={image.name} />
              <button
                type="button"
                className="quiet slight"
                aria-label={`Leave out ${visible(image.name)}`}
                onClick={() => images.remove(image.id)}
              >
                Leave out
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="unseen" role="status">
        {all.length === 0 ? "" : `${plural(all.length, "image")} will be sent.`}
      </p>
      <div className="told small" role="status">
        {told.map((one) => (
          <p key={one}>{visible(one)}</p>
        ))}
      </div>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {visible(trouble)}
        </p>
      )}
      <div className="answers">
        {children}
        <button
          type="button"
          className="quiet slight"
          disabled={why !== undefined || busy}
          aria-describedby={why === undefined ? undefined : reason}
          onClick={() => file.current?.click()}
        >
          {busy ? "Adding ..." : "Add images"}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          multiple
          accept={TYPES.join(",")}
          aria-label="Images"
          onChange={(e) => {
            const chosen = [...(e.target.files ?? [])];
            e.target.value = "";
            void images.add(chosen);
          }}
        />
        <span className="small" id={reason}>
          {why ?? <span className="wide-only">or paste or drop them into the text</span>}
        </span>
        {last}
      </div>
    </div>
  );
}
