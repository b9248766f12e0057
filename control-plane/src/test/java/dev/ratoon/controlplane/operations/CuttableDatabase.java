package dev.ratoon.controlplane.operations;

import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The test's database behind a wire that a test can cut; a field of type {@code Consumer<String>}
 * gets the pliers: "cut", "silent", "whole".
 */
public final class CuttableDatabase implements QuarkusTestResourceLifecycleManager {
    private static final Pattern PORT = Pattern.compile("(?<=://127\\.0\\.0\\.1:)\\d+");
    private final TestDatabase database = new TestDatabase();
    private @Nullable Wire wire;

    @Override
    public Map<String, String> start() {
        var keys = new HashMap<>(database.start());
        Matcher port = PORT.matcher(keys.get("quarkus.datasource.jdbc.url"));
        if (!port.find()) {
            throw new IllegalStateException("the test's database is not on this machine");
        }
        wire = new Wire(Integer.parseInt(port.group()));
        keys.put("quarkus.datasource.jdbc.url", port.replaceFirst(Integer.toString(wire.port())));
        return keys;
    }

    @Override
    public void inject(TestInjector injector) {
        if (wire != null) {
            injector.injectIntoFields(wire, new TestInjector.MatchesType(Consumer.class));
        }
    }

    @Override
    public void stop() {
        if (wire != null) {
            wire.accept("cut");
        }
        database.stop();
    }
}
