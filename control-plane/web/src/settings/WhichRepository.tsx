import { useId } from "react";
import { Field } from "../ui/Field";
import type { useRepository } from "./useRepository";

/** A repository by its address; those of somebody's agents are offered. */
export function WhichRepository({ label, of }: { label: string; of: ReturnType<typeof useRepository> }) {
  const list = useId();
  return (
    <Field label={label}>
      {(described) => (
        <>
          <input
            {...described}
            list={list}
            value={of.repository}
            placeholder="https://github.com/you/project"
            spellCheck={false}
            autoComplete="off"
            onChange={(e) => of.change(e.target.value)}
          />
          <datalist id={list}>
            {of.recent.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
