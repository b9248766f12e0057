package dev.ratoon.controlplane.page;

import dev.ratoon.scriptedmodel.Scenarios;
import dev.ratoon.scriptedmodel.ScriptedModel;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The model that {@link StoryIT} tells its story with, which the product knows by its address. */
public final class StoryModel implements QuarkusTestResourceLifecycleManager {
    private @Nullable ScriptedModel model;

    @Override
    public Map<String, String> start() {
        try (InputStream story =
                Objects.requireNonNull(StoryModel.class.getResourceAsStream("story.json"))) {
            String json = new String(story.readAllBytes(), StandardCharsets.UTF_8);
            ScriptedModel started = ScriptedModel.start(0, Scenarios.parse(json));
            model = started;
            return Map.of(
                    "ratoon.providers.scripted.url",
                    started.url().toString(),
                    "ratoon.providers.scripted.apis",
                    "chat-completions",
                    "ratoon.providers.scripted.needs-key",
                    "false");
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
