package dev.ratoon.controlplane.harnesses;

import dev.ratoon.scriptedmodel.ScriptedModel;
import dev.ratoon.scriptedmodel.Seen;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scripted model that the product knows as a provider's address, and nothing else of it. By other
 * names it is asked in one language alone, with a key.
 */
public final class ScriptedProvider implements QuarkusTestResourceLifecycleManager {
    private static @Nullable ScriptedModel model;

    /** What users asked it, oldest first. */
    static List<String> begun() {
        ScriptedModel there = model;
        return there == null ? List.of() : there.begun();
    }

    /** What it was sent, oldest first. */
    public static List<Seen> seen() {
        ScriptedModel there = model;
        return there == null ? List.of() : there.seen();
    }

    /** The last of these that is part of the work. */
    static Seen lastOfWork() {
        return seen().stream().filter(each -> !each.isExtra()).toList().getLast();
    }

    @Override
    public Map<String, String> start() {
        try {
            ScriptedModel started = ScriptedModel.start();
            model = started;
            String url = started.url().toString();
            return Map.of(
                    "ratoon.providers.here.url",
                    url,
                    "ratoon.providers.here.apis",
                    "chat-completions,responses",
                    "ratoon.providers.here.needs-key",
                    "false",
                    "ratoon.providers.here-messages.url",
                    url,
                    "ratoon.providers.here-messages.apis",
                    "messages",
                    "ratoon.providers.here-google.url",
                    url,
                    "ratoon.providers.here-google.apis",
                    "generate-content",
                    "ratoon.providers.here-responses.url",
                    url,
                    "ratoon.providers.here-responses.apis",
                    "responses");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (model != null) {
            model.close();
        }
    }
}
