import { useId } from "react";
import { visible } from "../ui/text";
import { type Draft, type Field, MOST_VALUES } from "./form";

const FEW = 6;

/** One field of a form. What it is called is the agent's: it is text, and nothing in it is hidden. */
export function FieldInput({
  field,
  draft,
  fault,
  onChange,
}: {
  field: Field;
  draft: Draft;
  fault?: string;
  onChange: (draft: Draft) => void;
}) {
  const id = useId();
  const label = (
    <>
      {visible(field.label)}
      {!field.required && <span className="small"> (may stay empty)</span>}
    </>
  );
  const about = (
    <span id={id}>
      {field.description !== undefined && <span className="small">{visible(field.description)}</span>}
      {typeof draft === "string" && visible(draft) !== draft && (
        <span className="warn"> It holds characters that nobody sees: {visible(draft)}</span>
      )}
      {fault !== undefined && <span className="bad"> {fault}</span>}
    </span>
  );
  const told = {
    id: `${id}field`,
    "aria-describedby": id,
    "aria-invalid": fault !== undefined,
    "aria-required": field.required,
  };
  if (field.sort === "many" || (field.sort === "one" && field.values.length <= FEW)) {
    return (
      <fieldset className="choices" aria-describedby={id}>
        <legend>{label}</legend>
        <Choices field={field} draft={draft} name={id} onChange={onChange} />
        {about}
      </fieldset>
    );
  }
  return (
    <div>
      <label htmlFor={`${id}field`}>{label}</label>
      {field.sort === "one" ? (
        <select {...told} value={String(draft)} onChange={(e) => onChange(e.target.value)}>
          <option value="">Choose one</option>
          {field.values.slice(0, MOST_VALUES).map((each, i) => (
            <option key={`${i} ${each.label}`} value={i}>
              {visible(each.label)}
            </option>
          ))}
        </select>
      ) : field.sort === "text" && field.format === undefined ? (
        <textarea {...told} rows={2} value={String(draft)} onChange={(e) => onChange(e.target.value)} />
      ) : (
        <input
          {...told}
          type={field.format === "date" ? "date" : "text"}
          inputMode={field.sort === "text" ? undefined : "decimal"}
          autoComplete="off"
          value={String(draft)}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
      <Beyond field={field} />
      {about}
    </div>
  );
}

function Choices({
  field,
  draft,
  name,
  onChange,
}: {
  field: Field;
  draft: Draft;
  name: string;
  onChange: (draft: Draft) => void;
}) {
  const chosen = typeof draft === "string" ? [draft] : draft;
  const many = field.sort === "many";
  return (
    <>
      {field.values.slice(0, MOST_VALUES).map((each, i) => {
        const place = String(i);
        const checked = chosen.includes(place);
        return (
          <label className="inline" key={place}>
            <input
              type={many ? "checkbox" : "radio"}
              name={name}
              checked={checked}
              onChange={() =>
                onChange(many ? (checked ? chosen.filter((one) => one !== place) : [...chosen, place]) : place)
              }
            />
            {visible(each.label)}
          </label>
        );
      })}
      <Beyond field={field} />
    </>
  );
}

function Beyond({ field }: { field: Field }) {
  const more = field.values.length - MOST_VALUES;
  return more > 0 ? <p className="small">{more} more are not shown; they stand in what was asked, below.</p> : null;
}
