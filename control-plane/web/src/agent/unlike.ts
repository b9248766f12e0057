import { isObject } from "./tools";

const NOT_WHAT_RUNS = "Its title is not what will run. Go by what stands below it.";
const NOT_WHAT_IT_IS_ABOUT = "Its title names something else than it is about. Go by what stands below it.";

/** So much of a command that was cut tells which one it is. */
const TELLING = 40;

/** What is longer is no title, and is not looked through for what it names. */
const LONG = 500;

/** What in a title looks like a file or an address. */
const PLACE = /[\w@~:%-]*[/.][\w@.~/:%-]*\w/g;

/**
 * In what a title is unlike what is asked: titles are the agent's own words. It may have more words
 * around a whole command, and of a long one its beginning. The terminal's client says the same
 * (Unlike.java).
 */
export function unlike(title: string, argv: string[] | undefined, input: unknown): string | undefined {
  const said = spaced(title);
  if (said === "") {
    return undefined;
  }
  if (argv !== undefined) {
    const [shell, option, script] = argv;
    const isScript = argv.length === 3 && /(^|\/)(ba|da|z)?sh$/.test(shell ?? "") && /^-l?c$/.test(option ?? "");
    return names(said, spaced(isScript ? (script ?? "") : argv.join(" "))) ? undefined : NOT_WHAT_RUNS;
  }
  const places = placesOf(input);
  if (places.length === 0) {
    return undefined;
  }
  if (said.length > LONG) {
    return NOT_WHAT_IT_IS_ABOUT;
  }
  return (said.match(PLACE) ?? []).every((name) => places.some((place) => isOf(name, place)))
    ? undefined
    : NOT_WHAT_IT_IS_ABOUT;
}

const spaced = (text: string): string => text.trim().replace(/\s+/g, " ");

function names(title: string, command: string): boolean {
  const cut = /^(.*?)\s*(?:…|\.\.\.)$/.exec(title)?.[1];
  return title.includes(command) || (cut !== undefined && cut.length >= TELLING && command.startsWith(cut));
}

/** The files and addresses that an input names. */
export function placesOf(input: unknown): string[] {
  if (!isObject(input)) {
    return [];
  }
  return Object.entries(input).flatMap(([name, value]) =>
    /^(path|file_?path|url|uri)$/i.test(name) && typeof value === "string" ? [value] : [],
  );
}

const isOf = (name: string, place: string): boolean =>
  place === name || place.endsWith(`/${name}`) || place.startsWith(`${name}/`) || place.includes(`//${name}`);
