package dev.ratoon.controlplane.pulls;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Hub} for the control plane under test. It lives in another class loader than the test:
 * the test has it as fields of the JDK's types, {@code repositories}, {@code seen}, {@code api},
 * {@code before}, which is given what happens before requests of some line, and {@code instead},
 * which is given what such requests are answered.
 */
public final class HubResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable Hub hub;
    private @Nullable Path folder;
    private @Nullable SSLContext before;

    @Override
    public Map<String, String> start() {
        try {
            if (!Emulate.runsHere()) {
                return Map.of();
            }
            folder = Files.createTempDirectory("hub");
            hub = new Hub(folder);
            before = SSLContext.getDefault();
            SSLContext.setDefault(hub.tls.both());
            return Map.of(
                    "ratoon.github.api-url",
                    hub.url(),
                    "ratoon.repositories.private-hosts",
                    "localhost",
                    "ratoon.http.public-address",
                    "https://ratoon.example");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(TestInjector tests) {
        Hub running = hub;
        if (running == null) {
            return;
        }
        BinaryOperator<String> api =
                (request, json) -> {
                    String[] line = request.split(" ", 2);
                    return running.api(line[0], line[1], json).body();
                };
        tests.injectIntoFields(
                running.repositories, field -> field.getName().equals("repositories"));
        tests.injectIntoFields(running.seen, field -> field.getName().equals("seen"));
        tests.injectIntoFields(api, field -> field.getName().equals("api"));
        BiConsumer<String, Runnable> before =
                (line, happens) ->
                        running.stop = new Hub.Stop(Pattern.compile(line), happens, () -> {});
        tests.injectIntoFields(before, field -> field.getName().equals("before"));
        BiConsumer<String, Map<String, String>> instead =
                (line, answer) -> running.instead = new Hub.Instead(Pattern.compile(line), answer);
        tests.injectIntoFields(instead, field -> field.getName().equals("instead"));
        tests.injectIntoFields(running.url(), field -> field.getName().equals("hub"));
    }

    @Override
    public void stop() {
        if (hub == null || folder == null || before == null) {
            return;
        }
        hub.close();
        SSLContext.setDefault(before);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
