// Which model providers have a key. Never the keys themselves: the server does not give them out.
import { get } from "./api.js";
import { list, show } from "./at.js";

export async function showKeys() {
  try {
    const keys = await get("/api/keys");
    const names = [...new Set(keys.map(({ title, team }) => (team ? `${title} (${team})` : title)))].sort();
    list("key-list", names);
    show("no-keys", names.length === 0);
    show("keys", true);
  } catch {
    // Not everybody may see them; nothing is said about what is not known.
    show("keys", false);
  }
}
