package dev.ratoon.controlplane.page;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * A page with as much room between lines, paragraphs, letters and words as its reader may want
 * (WCAG 1.4.12): no words of it are cut, or lie on others, or run down the page letter by letter.
 * What is typed or chosen scrolls in its field.
 */
final class Spaced {
    private static final String WIDER =
            """
            () => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`
                * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
                p { margin-bottom: 2em !important }
              `);
              document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            }
            """;

    private static final String FAULTS =
            """
            () => {
              const faults = [];
              const field = "input, textarea, select, option, datalist, .unseen, .skip";
              const away = (e) => e.closest(field) !== null || getComputedStyle(e).clipPath !== "none" || !e.checkVisibility();
              const hides = (how) => how === "hidden" || how === "clip";
              const named = (e) => `${e.tagName}.${e.className} “${e.textContent.trim().slice(0, 40)}”`;
              for (const e of document.body.querySelectorAll("*")) {
                if (away(e)) continue;
                const { overflowX, overflowY } = getComputedStyle(e);
                if (hides(overflowX) && e.scrollWidth > e.clientWidth + 1) faults.push(`cut: ${named(e)}`);
                if (hides(overflowY) && e.scrollHeight > e.clientHeight + 1) faults.push(`cut below: ${named(e)}`);
              }
              /** As much of them as is to be seen in what scrolls around them; undefined over what scrolls beneath. */
              const seen = (node) => {
                const range = document.createRange();
                range.selectNodeContents(node);
                let all = [...range.getClientRects()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
                for (let e = node.parentElement; e !== null && e !== document.body; e = e.parentElement) {
                  const style = getComputedStyle(e);
                  if (["sticky", "fixed"].includes(style.position)) return [];
                  if (style.overflowX === "visible") continue;
                  const box = e.getBoundingClientRect();
                  all = all.map((r) => ({
                    left: Math.max(r.left, box.left), top: Math.max(r.top, box.top),
                    right: Math.min(r.right, box.right), bottom: Math.min(r.bottom, box.bottom),
                  }));
                }
                return all.filter((r) => r.right - r.left > 2 && r.bottom - r.top > 2);
              };
              const words = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const at = walk.currentNode.parentElement;
                if (walk.currentNode.data.trim() === "" || away(at)) continue;
                const range = document.createRange();
                range.selectNodeContents(walk.currentNode);
                const lines = [...range.getClientRects()];
                const em = parseFloat(getComputedStyle(at).fontSize);
                if (lines.length > 3 && lines.every((line) => line.width < 2 * em))
                  faults.push(`letter by letter: ${named(at)}`);
                const button = at.closest("button, .button, .tag, kbd")?.getBoundingClientRect();
                for (const r of seen(walk.currentNode)) {
                  if (button !== undefined && (r.right > button.right + 1 || r.bottom > button.bottom + 1 || r.left < button.left - 1))
                    faults.push(`beyond what is pressed: ${named(at)}`);
                  for (const other of words)
                    if (other.at !== at && Math.min(r.right, other.right) - Math.max(r.left, other.left) > 2
                        && Math.min(r.bottom, other.bottom) - Math.max(r.top, other.top) > 4)
                      faults.push(`${named(at)} on ${named(other.at)}`);
                  words.push({ at, ...r });
                }
              }
              return faults.slice(0, 10);
            }
            """;

    private Spaced() {}

    @SuppressWarnings("unchecked")
    static List<String> faults(Tab tab) {
        Page page = tab.page();
        page.evaluate(WIDER);
        List<String> faults = new ArrayList<>((List<String>) page.evaluate(FAULTS));
        if (tab.pixelsBeyondTheEdge() > 0) {
            faults.add(tab.pixelsBeyondTheEdge() + " px too wide");
        }
        return faults;
    }
}
