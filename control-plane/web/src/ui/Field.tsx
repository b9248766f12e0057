import { type InputHTMLAttributes, type ReactNode, useId } from "react";

export interface Described {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

/** A control with its label, what helps to fill it in, and what the server says of it. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string;
  children: (described: Described) => ReactNode;
}) {
  const id = useId();
  const by = [error === undefined ? "" : `${id}e`, hint === undefined ? "" : `${id}h`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(by === "" ? {} : { "aria-describedby": by }),
        ...(error === undefined ? {} : { "aria-invalid": true }),
      })}
      {error !== undefined && (
        <p className="bad" id={`${id}e`} role="alert">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p className="small" id={`${id}h`}>
          {hint}
        </p>
      )}
    </div>
  );
}

type Attributes = Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange">;

/** A control of one line. */
export function TextField({
  label,
  hint,
  error,
  value,
  onChange,
  ...input
}: Attributes & {
  label: string;
  hint?: ReactNode;
  error?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(described) => <input {...described} {...input} value={value} onChange={(e) => onChange(e.target.value)} />}
    </Field>
  );
}
