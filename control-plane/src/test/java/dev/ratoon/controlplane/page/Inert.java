package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Watches that what others have written is words on a page and nothing else. */
final class Inert {
    /** What is on the page that is none of the app's, or that hides something. */
    private static final String FAULTS =
            """
            () => {
              const faults = [];
              const foreign = "script iframe frame object embed base meta link style svg math video audio source area form[action] [srcdoc] [formaction]";
              const controls = /[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]/u;
              const hidden = /[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]/u;
              // In a block of their own, words may run as their writer wants.
              const own = ".markdown, .output, .tool [aria-label=Output], .code";
              const look = (words, at, what) => {
                if (controls.test(words)) faults.push(`an order in ${what}: ${JSON.stringify(words)}`);
                if (hidden.test(words) && !at.closest(own)) faults.push(`hidden in ${what}: ${JSON.stringify(words)}`);
              };
              for (const e of document.body.querySelectorAll(foreign)) faults.push(e.outerHTML.slice(0, 200));
              for (const e of document.body.querySelectorAll("*")) {
                for (const { name, value } of e.attributes) {
                  if (name.startsWith("on")) faults.push(`${name} of ${e.outerHTML.slice(0, 200)}`);
                  if (/^(title|alt|placeholder|aria-)/.test(name)) look(value, e, name);
                }
                if (e.matches("[href]") && !e.matches("a")) faults.push(e.outerHTML.slice(0, 200));
                if (e.matches("img") && !/^(\\/assets\\/|blob:|data:image\\/)/.test(e.getAttribute("src")))
                  faults.push(e.outerHTML.slice(0, 200));
                if (e.matches("a[href]")) {
                  const alone = ["noopener", "noreferrer"].every((word) => e.relList.contains(word)) && e.target === "_blank";
                  const away = new URL(e.href).origin !== location.origin;
                  if (away && !(/^https?:/.test(e.href) && e.closest(".markdown") && alone))
                    faults.push(e.outerHTML.slice(0, 200));
                }
              }
              const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (all.nextNode()) look(all.currentNode.data, all.currentNode.parentElement, "words");
              look(document.title, document.body, "the page's title");
              return faults;
            }
            """;

    private final Page page;
    private final URI base;
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    Inert(Tab tab, URI base) {
        this.page = tab.page();
        this.base = base;
        page.onDialog(this::dialog);
        page.context().onPage(other -> wrong.add("opened " + other.url()));
        page.context().onRequest(request -> asked(request.url()));
    }

    private void dialog(Dialog dialog) {
        wrong.add("dialog " + dialog.message());
        dialog.dismiss();
    }

    private void asked(String url) {
        URI at = URI.create(url.replaceAll("[^!-~]|[\\\\^`{|}<>\"]", "_"));
        boolean ours =
                List.of("blob", "data").contains(at.getScheme())
                        || (base.getHost().equals(at.getHost()) && base.getPort() == at.getPort());
        if (!ours) {
            wrong.add("asked " + url);
        }
    }

    /** All of these words are there to be read, each with the markup that stands after it. */
    @SuppressWarnings("unchecked")
    void shows(String where, String... words) {
        page.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        for (String each : words) {
            page.waitForFunction(
                    "(words) => document.body.textContent.includes(words)",
                    each,
                    new Page.WaitForFunctionOptions().setTimeout(30_000));
        }
        List<String> faults = new ArrayList<>((List<String>) page.evaluate(FAULTS));
        faults.addAll(wrong);
        assertEquals(List.of(), faults, where);
    }
}
