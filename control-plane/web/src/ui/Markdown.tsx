import { marked, type Token, type Tokens } from "marked";
import { Fragment, memo, type ReactNode } from "react";
import { Code } from "./Code";
import { reachable } from "./reachable";

/**
 * Markdown of somebody who is not trusted: tokens become elements of ours, and nothing else. HTML
 * is shown as the text that it is; pictures are shown as links, since they would tell who looks.
 */
export const Markdown = memo(function Markdown({ text, breaks = false }: { text: string; breaks?: boolean }) {
  const tokens = cut(text, breaks);
  return tokens === null ? (
    <pre className="markdown" ref={reachable}>
      {text}
    </pre>
  ) : (
    <div className="markdown">{blocks(tokens)}</div>
  );
});

const LONGEST = 100_000;
/** Nested so deep that nobody reads it, and that reading it would end the page. */
const DEEP = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){40}/m;

/** Null for what is shown as it is. */
function cut(text: string, breaks: boolean): Token[] | null {
  if (text.length > LONGEST || DEEP.test(text)) {
    return null;
  }
  try {
    const tokens = marked.lexer(text, { gfm: true, breaks });
    rank(tokens);
    return tokens;
  } catch {
    return null;
  }
}

/** No heading is more than one rank below the one before it: who goes from one to the next misses none. */
function rank(tokens: Token[]): void {
  let before = 0;
  marked.walkTokens(tokens, (token) => {
    if (token.type === "heading") {
      before = Math.min(token.depth, before + 1);
      token.depth = before;
    }
  });
}

function blocks(tokens: Token[]): ReactNode {
  return tokens.map((token, i) => <Fragment key={`${i}${token.type}`}>{block(token)}</Fragment>);
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case "heading": {
      const Level = `h${Math.min(6, (token as Tokens.Heading).depth + 2)}` as "h3";
      return <Level>{inline(token.tokens ?? [])}</Level>;
    }
    case "paragraph":
      return <p>{inline(token.tokens ?? [])}</p>;
    case "text":
      return token.tokens ? inline(token.tokens) : (token as Tokens.Text).text;
    case "code":
      return <Code text={(token as Tokens.Code).text} language={(token as Tokens.Code).lang} />;
    case "blockquote":
      return <blockquote>{blocks(token.tokens ?? [])}</blockquote>;
    case "list":
      return list(token as Tokens.List);
    case "table":
      return table(token as Tokens.Table);
    case "hr":
      return <hr />;
    // The box of an item to do is drawn with its item.
    case "checkbox":
    case "space":
    case "def":
      return null;
    default:
      return <p>{token.raw}</p>;
  }
}

function list(token: Tokens.List): ReactNode {
  const items = token.items.map((item, i) => (
    <li key={`${i}${item.raw.length}`}>
      {item.task && <input type="checkbox" checked={item.checked === true} disabled aria-label={item.text} />}
      {blocks(item.tokens)}
    </li>
  ));
  return token.ordered ? <ol start={typeof token.start === "number" ? token.start : 1}>{items}</ol> : <ul>{items}</ul>;
}

function table(token: Tokens.Table): ReactNode {
  return (
    <div className="wide" role="group" aria-label="Table" ref={reachable}>
      <table>
        <thead>
          <tr>
            {token.header.map((cell, i) => (
              <th key={`${i}${cell.text}`}>{inline(cell.tokens)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, i) => (
            <tr key={`${i}${row.length}`}>
              {row.map((cell, j) => (
                <td key={`${j}${cell.text}`}>{inline(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(tokens: Token[]): ReactNode {
  return tokens.map((token, i) => <Fragment key={`${i}${token.type}`}>{span(token)}</Fragment>);
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{inline(token.tokens ?? [])}</strong>;
    case "em":
      return <em>{inline(token.tokens ?? [])}</em>;
    case "del":
      return <del>{inline(token.tokens ?? [])}</del>;
    case "codespan":
      return <code>{(token as Tokens.Codespan).text}</code>;
    case "br":
      return <br />;
    case "link":
      return isAddressOfMail(token as Tokens.Link)
        ? (token as Tokens.Link).text
        : link((token as Tokens.Link).href, inline(token.tokens ?? []));
    case "image":
      return link((token as Tokens.Image).href, `[picture: ${(token as Tokens.Image).text || "without words"}]`);
    case "checkbox":
      return null;
    case "escape":
      return (token as Tokens.Escape).text;
    case "text":
      return token.tokens ? inline(token.tokens) : (token as Tokens.Text).text;
    default:
      return token.raw;
  }
}

/** One that leads where it says it does needs to say it once. */
const isAddressOfMail = ({ href, text }: Tokens.Link): boolean => href === `mailto:${text}`;

function link(href: string, words: ReactNode): ReactNode {
  return /^https?:\/\//i.test(href) ? (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" title={href}>
      {words}
    </a>
  ) : (
    <>
      {words} <span className="address">({href})</span>
    </>
  );
}
