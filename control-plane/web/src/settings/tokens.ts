/** From the most to the least powerful. */
const ROLES = ["owner", "admin", "member", "viewer"];

const MAY: Record<string, string> = {
  owner: "All that the owner may",
  admin: "All that an admin may",
  member: "Work with agents",
  viewer: "Look on",
};

export interface Choice<T> {
  value: T;
  words: string;
}

/** What a token of somebody in this role may do: no more than they. The least that works with agents comes first. */
export function rolesOf(own: string): Choice<string>[] {
  const all = ROLES.slice(Math.max(0, ROLES.indexOf(own)));
  const usual = all.includes("member") ? "member" : own;
  return [usual, ...all.filter((role) => role !== usual)].map((value) => ({ value, words: MAY[value] ?? value }));
}

/** For how many days; without a number, until somebody revokes it. */
export const LASTS: Choice<number | undefined>[] = [
  { value: 30, words: "30 days" },
  { value: 90, words: "90 days" },
  { value: 365, words: "A year" },
  { value: undefined, words: "Until it is revoked" },
];
