import { useId } from "react";
import { Field } from "../ui/Field";
import { visible } from "../ui/text";
import { useAnswer } from "../ui/useAnswer";
import { imageHint, named } from "./image";

/** The image of its pods; where none may be chosen, only while it names one that it has to give up. */
export function ImageField({
  image,
  error,
  onChange,
}: {
  image: string;
  error?: string;
  onChange: (image: string) => void;
}) {
  const { value } = useAnswer<{ images: string[] }>("/api/environments");
  const list = useId();
  const listed = value?.images ?? [];
  if (listed.length === 0 && image === "") {
    return null;
  }
  return (
    <Field label="Image of its pods" error={error} hint={value === undefined ? undefined : visible(imageHint(listed))}>
      {(described) => (
        <>
          <input
            {...described}
            className="mono"
            list={list}
            value={image}
            placeholder="the usual one"
            spellCheck={false}
            autoComplete="off"
            onChange={(e) => onChange(e.target.value)}
          />
          <datalist id={list}>
            {named(listed).map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
