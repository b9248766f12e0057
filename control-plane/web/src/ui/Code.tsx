import { type ReactNode, useEffect, useState } from "react";
import { reachable } from "./reachable";

interface Node {
  type: string;
  value?: string;
  properties?: { className?: string[] };
  children?: Node[];
}

type Highlight = (language: string, text: string) => Node[] | null;

let loading: Promise<Highlight> | undefined;
let loaded: Highlight | undefined;
const LONGEST = 50_000;

/** Code with its words coloured, once what colours them has come. */
export function Code({ text, language }: { text: string; language?: string }) {
  const nodes = useHighlight(text, language);
  return (
    <pre className="code" ref={reachable}>
      <code>{nodes === null ? text : nodes.map(element)}</code>
    </pre>
  );
}

function useHighlight(text: string, language: string | undefined): Node[] | null {
  const [highlight, setHighlight] = useState<Highlight | undefined>(() => loaded);
  const wanted = language !== undefined && language !== "" && text.length <= LONGEST;
  useEffect(() => {
    if (wanted && highlight === undefined) {
      loading ??= import("./highlight").then((module) => module.highlight);
      loading.then((it) => {
        loaded = it;
        setHighlight(() => it);
      });
    }
  }, [wanted, highlight]);
  return wanted && highlight !== undefined ? highlight(language, text) : null;
}

function element(node: Node, i: number): ReactNode {
  if (node.type === "text") {
    return node.value;
  }
  return (
    <span key={i} className={(node.properties?.className ?? []).join(" ")}>
      {node.children?.map(element)}
    </span>
  );
}
