package dev.ratoon.git.gateway;

import com.sun.net.httpserver.HttpExchange;
import dev.ratoon.git.GitTrouble;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.util.io.InterruptTimer;
import org.eclipse.jgit.util.io.TimeoutInputStream;
import org.eclipse.jgit.util.io.TimeoutOutputStream;

/**
 * One request of a git client and our answer. A side that stands still for too long is interrupted,
 * which closes its socket. Threads: the one virtual thread of the request.
 */
final class Conversation implements AutoCloseable {
    private static final int BUFFER = 32 << 10;

    private final HttpExchange exchange;
    private final GitGatewaySettings settings;
    private final InterruptTimer timer = new InterruptTimer("git-stall");
    private boolean begun;

    Conversation(HttpExchange exchange, GitGatewaySettings settings) {
        this.exchange = exchange;
        this.settings = settings;
    }

    Asked asked() {
        var uri = exchange.getRequestURI();
        return Asked.of(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery());
    }

    /** A header that came exactly once. */
    Optional<String> header(String name) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** What stands in Git-Protocol ({@code version=2}), if it is nothing but that. */
    String protocol() {
        return header("Git-Protocol").filter(value -> value.matches("[a-z0-9=:]{1,64}")).orElse("");
    }

    InputStream body() throws IOException {
        return body(settings.largestRequest());
    }

    /**
     * @param most bytes, also after unpacking
     */
    InputStream body(long most) throws IOException {
        String encoding = header("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
        InputStream raw =
                new BufferedInputStream(
                        new BoundedInput(timed(exchange.getRequestBody()), most), BUFFER);
        return switch (encoding) {
            case "identity" -> raw;
            case "gzip", "x-gzip" -> new BoundedInput(new GZIPInputStream(raw, BUFFER), most);
            default -> throw GitTrouble.user("a request packed as neither gzip nor nothing");
        };
    }

    private InputStream timed(InputStream in) {
        var timed = new TimeoutInputStream(in, timer);
        timed.setTimeout(Math.toIntExact(settings.stallTimeout().toMillis()));
        return timed;
    }

    OutputStream timed(OutputStream out) {
        var timed = new TimeoutOutputStream(out, timer);
        timed.setTimeout(Math.toIntExact(settings.stallTimeout().toMillis()));
        return timed;
    }

    /** From here on the answer is the protocol's own. */
    OutputStream begin() throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType());
        headers.set("Cache-Control", "no-cache, max-age=0, must-revalidate");
        begun = true;
        exchange.sendResponseHeaders(200, 0);
        return new BufferedOutputStream(timed(exchange.getResponseBody()), BUFFER);
    }

    String contentType() {
        return switch (asked()) {
            case REFS -> "application/x-git-upload-pack-advertisement";
            case PUSH_REFS -> "application/x-git-receive-pack-advertisement";
            case PACK -> "application/x-git-upload-pack-result";
            case PUSH -> "application/x-git-receive-pack-result";
            case NOTHING -> "text/plain; charset=utf-8";
        };
    }

    /** Words that the git client prints, if the answer has not begun. */
    void tell(String words) throws IOException {
        if (begun) {
            return;
        }
        var lines = new PktLines();
        switch (asked()) {
            case REFS -> lines.line("# service=git-upload-pack\n").flush();
            case PUSH_REFS -> lines.line("# service=git-receive-pack\n").flush();
            case PACK, PUSH, NOTHING -> {}
        }
        try (OutputStream out = begin()) {
            out.write(lines.error(words).bytes());
        }
    }

    /** An answer that is none of git's protocol. */
    void plain(int status, String words) throws IOException {
        byte[] text = (words + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        begun = true;
        exchange.sendResponseHeaders(status, text.length);
        try (OutputStream out = timed(exchange.getResponseBody())) {
            out.write(text);
        }
    }

    @Override
    public void close() {
        timer.terminate();
        exchange.close();
    }
}
