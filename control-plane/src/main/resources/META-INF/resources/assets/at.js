// The page's own elements, and the only ways in which anything from the server gets into them: as text.
export const at = (id) => document.getElementById(id);

/** Writes only what has changed, so that nobody's selection is lost and nothing is read out twice. */
export function tell(id, text) {
  const element = at(id);
  if (element.textContent !== text) element.textContent = text;
}

export function show(id, visible) {
  at(id).hidden = !visible;
}

/** A list of texts; rebuilt only when it has changed. */
export function list(id, texts) {
  const element = at(id);
  const before = [...element.children].map((item) => item.textContent);
  if (before.length === texts.length && before.every((text, i) => text === texts[i])) return;
  element.replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
}
