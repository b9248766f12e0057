package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Passes one answer on, piece by piece as it comes, and counts what it says. Whatever ends it in
 * the middle is said where the harness reads it; a harness that has left ends the call at the
 * provider. Threads: the one virtual thread of the request.
 */
final class Forwarding {
    private static final int BUFFER = 16 << 10;
    private static final Duration TO_SAY_WHY = Duration.ofSeconds(5);

    private final ModelTalk talk;
    private final ModelApi api;
    private final String title;
    private final KeyMask mask;
    private final ModelsConfig config;
    private final Deadline deadline;
    private final long began = System.nanoTime();
    private UsageReader usage;
    private int status;
    private long bytes;
    private boolean cut = true;
    private @Nullable String ended;

    Forwarding(ModelTalk talk, Order order, ModelsConfig config, Deadline deadline) {
        this.talk = talk;
        this.api = order.api();
        this.title = order.provider().title();
        this.mask = new KeyMask(order.key());
        this.config = config;
        this.deadline = deadline;
        this.usage = new UsageReader(api, false);
    }

    /** How the provider is asked. */
    interface Asking {
        HttpResponse<InputStream> ask() throws IOException, InterruptedException;
    }

    /**
     * @param asked runs when the request is out, and its body is needed no more
     */
    void pass(Asking asking, Runnable asked) throws IOException, Refused {
        deadline.begin(config.idleTimeout(), config.callTimeout());
        HttpResponse<InputStream> answer = answer(asking);
        asked.run();
        status = answer.statusCode();
        try (InputStream in = answer.body()) {
            long length = answer.headers().firstValueAsLong("content-length").orElse(-1);
            check(answer, length);
            boolean events = isEvents(answer);
            usage = new UsageReader(api, events);
            // Of events the end may be ours: so their length is not told.
            long told = events && length != 0 ? -1 : length;
            try (OutputStream out = talk.begin(status, Upstream.headers(answer, mask), told)) {
                if (length != 0) {
                    copy(in, out, events);
                } else {
                    cut = false;
                }
            }
        } finally {
            deadline.end();
        }
    }

    private HttpResponse<InputStream> answer(Asking asking) throws Refused {
        try {
            return asking.ask();
        } catch (InterruptedException | IOException e) {
            deadline.end();
            cut = !isBeforeAsking(e);
            Refused refused =
                    deadline.why()
                            .map(Refused::late)
                            .orElseGet(
                                    () ->
                                            Refused.upstream(
                                                    e instanceof HttpTimeoutException ? 504 : 502,
                                                    title + " cannot be reached: " + words(e)));
            ended = cut ? refused.words() : null;
            throw refused;
        }
    }

    /** Nobody has heard it then, and nobody bills it. */
    private static boolean isBeforeAsking(Exception e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof SSLHandshakeException;
    }

    private void check(HttpResponse<InputStream> answer, long length) throws Refused {
        if ((status >= 300 && status < 400) || status < 200) {
            throw Refused.upstream(
                    502,
                    title
                            + " answers with status "
                            + status
                            + ": Ratoon follows no redirects. Whoever operates it can correct the"
                            + " provider's address.");
        }
        String encoding = answer.headers().firstValue("content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw Refused.upstream(502, title + " answers in an encoding that was not asked for.");
        }
        if (length > config.largestAnswer().asLongValue()) {
            throw Refused.upstream(502, tooLarge());
        }
    }

    private void copy(InputStream in, OutputStream out, boolean events) throws IOException {
        byte[] buffer = new byte[BUFFER];
        String why;
        try {
            why = copyAll(in, out, buffer);
        } catch (BrokenOff broken) {
            why = title + " has ended its answer in the middle.";
        }
        if (why.isEmpty()) {
            cut = false;
            return;
        }
        deadline.end();
        why = deadline.why().orElse(why);
        ended = why;
        if (events) {
            deadline.begin(TO_SAY_WHY, TO_SAY_WHY);
            out.write(ErrorShape.event(api, why));
        }
    }

    /** Why not all of it; nothing when it was all. */
    private String copyAll(InputStream in, OutputStream out, byte[] buffer) throws IOException {
        for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
            deadline.sign();
            usage.take(buffer, read);
            bytes += read;
            if (bytes > config.largestAnswer().asLongValue()) {
                return tooLarge();
            }
            byte[] piece = mask.masked(buffer, read);
            if (piece.length > 0) {
                out.write(piece);
                out.flush();
                deadline.sign();
            }
        }
        out.write(mask.rest());
        return "";
    }

    private static int read(InputStream in, byte[] buffer) throws BrokenOff {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }

    /** The provider's side; that of the harness is a plain IOException. */
    private static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenOff(IOException cause) {
            super(cause);
        }
    }

    private String tooLarge() {
        return "The answer is larger than "
                + config.largestAnswer().asLongValue()
                + " bytes, and cut off. Whoever operates Ratoon can raise it:"
                + " ratoon.models.largest-answer";
    }

    private static boolean isEvents(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("content-type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("text/event-stream");
    }

    private static String words(Exception e) {
        String words = e.getMessage();
        return words == null ? e.getClass().getSimpleName() : words;
    }

    Outcome outcome() {
        return new Outcome(
                status,
                usage.usage(),
                bytes,
                Duration.ofNanos(System.nanoTime() - began),
                cut,
                Optional.ofNullable(ended));
    }
}
