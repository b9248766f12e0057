import { reachable } from "../ui/reachable";
import { visible } from "../ui/text";
import { isObject } from "./tools";

/** Of a text with more lines no line is coloured. */
const MOST_LINES = 2_000;

/** What a tool is to be given, all of it: field by field, and text with its line breaks. */
export function AskedInput({ input }: { input: unknown }) {
  if (!isObject(input)) {
    return <Asked value={input} />;
  }
  return (
    <dl className="inputs">
      {Object.entries(input).map(([name, value]) => (
        <div key={name}>
          <dt>{visible(name)}</dt>
          <dd>
            <Asked value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Asked({ value }: { value: unknown }) {
  const text = visible(typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? ""));
  const lines = text.split("\n");
  const isDiff = lines.length <= MOST_LINES && lines.some((line) => line.startsWith("@@ -"));
  return (
    <pre className="asked" ref={reachable}>
      <code>
        {isDiff
          ? lines.map((line, i) => (
              <span key={`${i}${line}`} className={kind(line)}>
                {line}
                {"\n"}
              </span>
            ))
          : text}
      </code>
    </pre>
  );
}

function kind(line: string): string | undefined {
  if (/^(\+\+\+|---) /.test(line)) {
    return undefined;
  }
  return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : undefined;
}
