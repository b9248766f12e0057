package dev.ratoon.git.github;

import dev.ratoon.git.upstream.ApiClient.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that GitHub gave before, packed as they came, for it to say that nothing changed: such an
 * answer counts against no limit. Bounded in bytes; what was not asked for longest goes first.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
final class Etags {
    private static final long MOST_BYTES = 2 << 20;

    private final Map<String, Answer> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized Optional<Answer> of(String url) {
        return Optional.ofNullable(kept.get(url));
    }

    static String tag(Answer answer) {
        return answer.headers().getOrDefault("etag", "");
    }

    synchronized void keep(String url, Answer answer) {
        forget(url);
        if (answer.status() != 200 || tag(answer).isEmpty()) {
            return;
        }
        kept.put(url, answer);
        bytes += answer.body().length;
        var eldest = kept.entrySet().iterator();
        while (bytes > MOST_BYTES && eldest.hasNext()) {
            bytes -= eldest.next().getValue().body().length;
            eldest.remove();
        }
    }

    private void forget(String url) {
        Answer before = kept.remove(url);
        bytes -= before == null ? 0 : before.body().length;
    }
}
