import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "../src/ui/Markdown";

const shown = (text: string, breaks = false) => renderToStaticMarkup(createElement(Markdown, { text, breaks }));

/** Every element that a text has become, without its own box. */
const elements = (text: string) => [...shown(text).matchAll(/<([a-z][a-z0-9]*)/g)].map((found) => found[1]).slice(1);

describe("markdown that is not trusted", () => {
  it("is shown as what it means", () => {
    expect(
      elements("# a\n\n*b* **c** ~~d~~ `e`\n\n- f\n- [x] g\n\n1. h\n\n> i\n\n---\n\n[j](https://j.example)"),
    ).toEqual([..."h3 p em strong del code ul li li input ol li blockquote p hr p a".split(" ")]);
    expect(shown("| a | b |\n|-|-|\n| c | d |")).toContain("<th>a</th>");
    expect(shown("3. a\n4. b")).toContain('<ol start="3">');
    expect(shown("a\nb", true)).toContain("<br/>");
    expect(shown("```js\nlet a;\n```")).toContain('<pre class="code"><code>let a;</code></pre>');
  });

  it("says an address of mail once, and where any other leads that is opened by nobody", () => {
    expect(shown("ask h@a.example")).toContain("<p>ask h@a.example</p>");
    expect(shown("[h@a.example](mailto:evil@b.example)")).toContain("(mailto:evil@b.example)");
  });

  it("has one box for each thing to do", () => {
    expect(elements("- [x] a\n\n- [ ] *b* c\n\n  d")).toEqual("ul li input p li input p em p".split(" "));
    expect(shown("- [x] a\n\n- [ ] b")).not.toContain("[");
  });

  it("has no heading of the page's own rank", () => {
    expect(elements("# a\n\n## b\n\n### c")).toEqual(["h3", "h4", "h5"]);
  });

  it("has no heading that is two ranks below the one before it, wherever it stands", () => {
    expect(elements("### a\n\n###### b\n\n> #### c\n\n# d\n\n- ### e")).toEqual(
      "h3 h4 blockquote h5 h3 ul li h4".split(" "),
    );
  });

  it("has no markup of its own, wherever it stands", () => {
    const raw =
      "<img src=x onerror=alert(1)><script>alert(1)</script><iframe srcdoc=x></iframe><!-- x --><style>*{}</style>";
    for (const text of [
      raw,
      `a ${raw}`,
      `# ${raw}`,
      `> ${raw}`,
      `- ${raw}`,
      `- [ ] ${raw}`,
      `**${raw}**`,
      `\`${raw}\``,
      `\`\`\`html\n${raw}\n\`\`\``,
      `| ${raw} |\n|-|\n| ${raw} |`,
      `[${raw}](https://a.example)`,
      `![${raw}](https://a.example)`,
      `<div>\n\n${raw}\n\n</div>`,
      `&lt;img src=x&gt; ${raw}`,
    ]) {
      const unquoted = shown(text).replace(/"[^"]*"/g, '""');
      expect(unquoted, text).not.toMatch(/<(img|script|iframe|style|div [^c])|<!--|<[^>]* on[a-z]+=/);
      expect(shown(text), text).toContain("&lt;");
    }
  });

  it("links to http and https only, and tells no other page where one came from", () => {
    const tab = String.fromCharCode(9);
    for (const href of [
      "javascript:alert(1)",
      "JavaScript:alert(1)",
      `java${tab}script:alert(1)`,
      "data:text/html,x",
      "vbscript:x",
      "blob:x",
      "file:///etc/passwd",
      "//evil.example",
      "/api/agents",
      "#code=x",
      "https:evil.example",
      "&#106;avascript:alert(1)",
    ]) {
      for (const text of [`[a](<${href}>)`, `![a](<${href}>)`, `[a][b]\n\n[b]: <${href}>`, `<${href}>`]) {
        expect(shown(text), text).not.toContain("<a ");
      }
    }
    expect(shown("[a](HTTPS://b.example/?c)")).toContain(
      '<a href="HTTPS://b.example/?c" target="_blank" rel="noopener noreferrer nofollow" title="HTTPS://b.example/?c">a</a>',
    );
    expect(shown('[a](https://b.example "<b>")')).toContain('title="https://b.example"');
    expect(shown("https://b.example")).toContain('href="https://b.example"');
  });

  it("says where a link leads that is none here", () => {
    expect(shown("[a](javascript:x)")).toContain('a <span class="address">(javascript:x)</span>');
  });

  it("shows no picture, but where it is", () => {
    expect(shown("![a](https://b.example/c.png)")).toContain(">[picture: a]</a>");
    expect(shown("![](data:image/png;base64,x)")).toContain("[picture: without words]");
    expect(elements("![a](https://b.example/c.png) ![a](c.png)")).toEqual(["p", "a", "span"]);
  });

  it("ends no page, however it is nested and however long it is", () => {
    const begun = performance.now();
    for (const text of [
      ">".repeat(50_000),
      `${"- ".repeat(20_000)}a`,
      "[".repeat(50_000),
      `${"*a **b ".repeat(10_000)}`,
      `${"a ".repeat(60_000)}<b>`,
      `|${"a|".repeat(5_000)}\n|${"-|".repeat(5_000)}`,
      "`".repeat(50_000),
    ]) {
      expect(shown(text).length).toBeGreaterThan(10);
    }
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(shown(`${"a ".repeat(60_000)}<b>`)).toContain("&lt;b&gt;</pre>");
  });
});
