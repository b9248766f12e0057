package dev.ratoon.controlplane.load;

/** What is asked of the page that is measured; times are the page's own, in milliseconds. */
final class WebProbes {
    /** After the next frame was drawn. */
    private static final String PAINTED =
            """
            const painted = () => new Promise((done) => requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => done(performance.now());
              channel.port2.postMessage(0);
            }));
            """;

    /** Keeps of each stamp that is newer than all before: what it says, and when it was drawn. */
    static final String WATCH =
            "() => {"
                    + PAINTED
                    + """
                      window.seen = [];
                      let newest = Infinity;
                      const look = (text) => {
                        const stamps = [...text.slice(-1000).matchAll(/@(\\d+)@/g)].map((m) => Number(m[1]));
                        const fresh = stamps.filter((stamp) => stamp > newest);
                        if (newest === Infinity && stamps.length > 0) newest = Math.max(...stamps);
                        if (fresh.length > 0) {
                          newest = Math.max(...fresh);
                          painted().then((at) => window.seen.push(...fresh.map((stamp) => [stamp, at])));
                        }
                      };
                      new MutationObserver((records) => {
                        for (const record of records) {
                          if (record.type === "characterData") look(record.target.data);
                          for (const node of record.addedNodes) look(node.textContent);
                        }
                      }).observe(document.body, { childList: true, characterData: true, subtree: true });
                    }
                    """;

    /** What was kept since it was asked last. */
    static final String TAKE = "() => window.seen.splice(0)";

    /**
     * Follows the link, if there is one, until the conversation's last item says this and was
     * drawn; then until a second has passed without a task of 50 ms. Both times.
     */
    static final String OPEN =
            "async ([href, marker]) => {"
                    + PAINTED
                    + """
                      let busy = 0;
                      new PerformanceObserver((list) => {
                        for (const task of list.getEntries()) busy = Math.max(busy, task.startTime + task.duration);
                      }).observe({ type: "longtask", buffered: true });
                      const began = href === "" ? 0 : performance.now();
                      if (href !== "") document.querySelector(`a[href="${href}"]`).click();
                      const end = () => document.querySelector(".conversation")?.lastElementChild?.textContent ?? "";
                      let at = await painted();
                      while (!end().includes(marker)) at = await painted();
                      const first = at;
                      let calm = first;
                      do {
                        calm = Math.max(busy, first);
                        await new Promise((done) => setTimeout(done, calm + 1000 - performance.now()));
                      } while (busy > calm);
                      return [first - began, calm - began];
                    }
                    """;

    /** From top to bottom, so many pixels a frame: how long each frame took. */
    static final String SCROLL =
            """
            (pixels) => new Promise((done) => {
              const times = [];
              scrollTo(0, 0);
              let last = 0;
              const step = (now) => {
                if (last !== 0) times.push(now - last);
                last = now;
                const root = document.documentElement;
                if (root.scrollTop + root.clientHeight >= root.scrollHeight - 1 && times.length > 10) done(times);
                else { scrollBy(0, pixels); requestAnimationFrame(step); }
              };
              requestAnimationFrame(step);
            })
            """;

    private WebProbes() {}
}
