package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry for files. Each answer has bounds: how many leads it may give us, its size, how
 * long nothing comes, and how long it takes. Blocks; of its caller's threads.
 */
final class Downloads implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int LEADS = 4;

    private final Registry registry;
    private final HttpClient client;
    private final Patience patience;

    /** Takes what comes; what it does not like it throws. */
    interface Sink {
        void take(byte[] bytes, int length) throws IOException;
    }

    /**
     * @param silence for how long nothing may come
     * @param whole for how long one file may take
     */
    record Patience(Duration silence, Duration whole) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofMinutes(20));
    }

    Downloads(Registry registry, Patience patience) throws InstallTrouble {
        this.registry = registry;
        this.patience = patience;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(15))
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (registry.certificates().isPresent()) {
            builder.sslContext(Trust.in(registry.certificates().get()));
        }
        this.client = builder.build();
    }

    /** What a file will weigh, when the registry says so. */
    OptionalLong size(String file) throws InterruptedException {
        try {
            HttpHeaders headers = ask(file, "HEAD").headers();
            return headers.firstValueAsLong("content-length");
        } catch (InstallTrouble | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    void get(String file, long most, Sink sink) throws InstallTrouble, InterruptedException {
        HttpResponse<InputStream> answer = ask(file, "GET");
        try (InputStream body = answer.body();
                var watchdog = new Watchdog(body, patience)) {
            byte[] buffer = new byte[1 << 16];
            long all = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                all += read;
                if (all > most) {
                    throw new IOException("it is larger than " + (most >> 20) + " MB");
                }
                sink.take(buffer, read);
                watchdog.moved();
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw broken(file, String.valueOf(e.getMessage()), e);
        }
    }

    private HttpResponse<InputStream> ask(String file, String method)
            throws InstallTrouble, InterruptedException {
        URI address = registry.address().resolve(file);
        for (int lead = 0; lead < LEADS; lead++) {
            HttpResponse<InputStream> answer = send(address, file, method);
            int status = answer.statusCode();
            if (status == 200) {
                return answer;
            }
            close(answer);
            if (status / 100 != 3) {
                throw refused(file, status);
            }
            String location = answer.headers().firstValue("location").orElse("");
            try {
                address = address.resolve(location);
            } catch (IllegalArgumentException e) {
                throw broken(file, "it leads to no address", e);
            }
            if (!registry.mayLeadTo(address)) {
                throw broken(file, "it leads to where no file is fetched from", null);
            }
        }
        throw broken(file, "it leads on and on", null);
    }

    private HttpResponse<InputStream> send(URI address, String file, String method)
            throws InstallTrouble, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER)
                        .header("User-Agent", "ratoon")
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (registry.isAt(address)) {
            registry.authorization().ifPresent(text -> request.header("Authorization", text));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw unreachable("does not answer", e);
        } catch (IOException e) {
            throw unreachable("cannot be reached (" + reason(e) + ")", e);
        } catch (IllegalArgumentException e) {
            throw broken(file, "its address cannot be asked", e);
        }
    }

    private static void close(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException _) {
            // Its end is all that was wanted.
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private InstallTrouble unreachable(String how, IOException cause) {
        return new InstallTrouble(
                "The registry at " + registry + " " + how,
                "See that this machine reaches it, or set "
                        + Registry.SETTING
                        + " to one that it reaches",
                cause);
    }

    private InstallTrouble refused(String file, int status) {
        return switch (status) {
            case 401, 403 ->
                    new InstallTrouble(
                            "The registry at " + registry + " does not let us in (" + status + ")",
                            "Log in to it with npm as the user that runs Ratoon, or set "
                                    + Registry.SETTING);
            case 404 ->
                    new InstallTrouble(
                            "The registry at " + registry + " has no " + file,
                            "Let it mirror the package, or set "
                                    + Registry.SETTING
                                    + " to one that has it");
            default ->
                    new InstallTrouble(
                            "The registry at " + registry + " answers " + status + " for " + file,
                            "Try again later, or set " + Registry.SETTING + " to another");
        };
    }

    private InstallTrouble broken(String file, String how, @Nullable Throwable cause) {
        return new InstallTrouble(
                "%s from the registry at %s did not come whole: %s".formatted(file, registry, how),
                "Try again later, or set " + Registry.SETTING + " to another",
                cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
