const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+).*\bSafari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** A browser as people call it, by what it says of itself; what says otherwise is told as it is. Pure. */
export function browser(userAgent: string | undefined): string {
  const said = userAgent ?? "A browser";
  const found = BROWSERS.map(([is, name]) => ({ name, version: is.exec(said)?.[1] })).find(
    (one) => one.version !== undefined,
  );
  const system = SYSTEMS.find(([is]) => is.test(said))?.[1];
  return found === undefined || system === undefined ? said : `${found.name} ${found.version} on ${system}`;
}
