package dev.ratoon.git.github;

import dev.ratoon.git.upstream.ApiClient;
import dev.ratoon.git.upstream.ApiClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * How the library reaches GitHub, for one piece of work: by our own client, at the API's own
 * address and no other, within the limits and the time that there is.
 */
final class Connector implements GitHubConnector {
    private static final int MOST_REDIRECTS = 3;
    private static final Set<String> TAKEN =
            Set.of(
                    "accept",
                    "accept-encoding",
                    "authorization",
                    "content-type",
                    "x-github-api-version");

    private final ApiAddress api;
    private final ApiClient client;
    private final Memory memory;
    private final long end;

    /** What is known from one piece of work to the next. */
    record Memory(Etags etags, Limits limits, Seen seen) {}

    Connector(ApiAddress api, ApiClient client, Memory memory, Duration atMost) {
        this.api = api;
        this.client = client;
        this.memory = memory;
        this.end = System.nanoTime() + atMost.toNanos();
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        URI at = whole(URI.create(request.url().toString()));
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            Answer answer = ask(request, at);
            if (answer.status() < 300 || answer.status() > 399) {
                return new Response(request, answer);
            }
            at = at.resolve(answer.headers().getOrDefault("location", "/"));
        }
        throw new Refused(new Trouble.Strange(api.webHost(), "it sends us round in circles"));
    }

    /** The library asks for branches in the smallest pages. */
    private static URI whole(URI url) {
        return url.getPath().endsWith("/branches") && url.getRawQuery() == null
                ? URI.create(url + "?per_page=100")
                : url;
    }

    private Answer ask(GitHubConnectorRequest request, URI at) throws IOException {
        if (!api.isOwn(at)) {
            throw new Refused(
                    new Trouble.Strange(api.webHost(), "it sends us to " + at.getRawAuthority()));
        }
        memory.limits().respect();
        Map<String, String> headers = headers(request);
        boolean reads = request.method().equals("GET");
        Optional<Answer> before = reads ? memory.etags().of(at.toString()) : Optional.empty();
        before.ifPresent(answer -> headers.put("If-None-Match", Etags.tag(answer)));
        Answer answer = sent(request, at, headers);
        memory.seen().note(answer.headers());
        if (answer.status() == 304 && before.isPresent()) {
            memory.limits().note(304, answer.headers(), "");
            return before.get();
        }
        RefusedAnswers.check(answer, api.webHost(), memory.limits());
        if (reads) {
            memory.etags().keep(at.toString(), answer);
        }
        return answer;
    }

    private Answer sent(GitHubConnectorRequest request, URI at, Map<String, String> headers)
            throws IOException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.isNegative()) {
            throw new Refused(new Trouble.Unreachable(api.webHost() + " answers too slowly."));
        }
        byte[] body = new byte[0];
        if (request.hasBody()) {
            try (InputStream in = request.body()) {
                body = in.readAllBytes();
            }
        }
        try {
            return client.send(request.method(), at, headers, body, left);
        } catch (ApiClient.NoAnswer e) {
            throw new Refused(new Trouble.Unreachable(String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, String> headers(GitHubConnectorRequest request) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "Ratoon");
        request.allHeaders()
                .forEach(
                        (name, values) -> {
                            if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
                                headers.put(name, values.getFirst());
                            }
                        });
        return headers;
    }

    /** An answer for the library, which unpacks it. */
    private static final class Response extends GitHubConnectorResponse {
        private final byte[] body;

        Response(GitHubConnectorRequest request, Answer answer) {
            super(request, answer.status(), lists(answer.headers()));
            this.body = answer.body();
        }

        /** Without the tag: the library would ask again for what it takes for a stale answer. */
        private static Map<String, List<String>> lists(Map<String, String> headers) {
            var some = new HashMap<>(headers);
            some.remove("etag");
            return some.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        }

        @Override
        public InputStream bodyStream() throws IOException {
            return wrapStream(new ByteArrayInputStream(body));
        }

        @Override
        public void close() {}
    }
}
