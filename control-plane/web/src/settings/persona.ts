export interface PersonaView {
  id: string;
  name: string;
  owner: string;
  team?: string;
  description: string;
  version: number;
  instructions?: string;
  tools: string[];
  harness?: string;
  model?: string;
  mode?: string;
  changedAt: string;
  changedBy: string;
  mayChange: boolean;
  mayUse: boolean;
}

export interface EditedPersona {
  name: string;
  team: string;
  version: number;
  description: string;
  instructions: string;
  tools: string;
  harness: string;
  model: string;
  mode: string;
}

export const NEW_PERSONA: EditedPersona = {
  name: "",
  team: "",
  version: 0,
  description: "",
  instructions: "",
  tools: "",
  harness: "",
  model: "",
  mode: "",
};

export function editedPersona(view: PersonaView): EditedPersona {
  return {
    name: view.name,
    team: view.team ?? "",
    version: view.version,
    description: view.description,
    instructions: view.instructions ?? "",
    tools: view.tools.join(" "),
    harness: view.harness ?? "",
    model: view.model ?? "",
    mode: view.mode ?? "",
  };
}

/** As the server takes it: what is empty is left open. */
export function personaBody(it: EditedPersona) {
  return {
    description: it.description,
    instructions: it.instructions,
    tools: it.tools.split(/[\s,]+/).filter((tool) => tool !== ""),
    harness: it.harness,
    model: it.model.trim(),
    mode: it.mode,
  };
}
