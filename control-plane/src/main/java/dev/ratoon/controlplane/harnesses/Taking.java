package dev.ratoon.controlplane.harnesses;

import dev.ratoon.controlplane.life.ObservedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a harness and a model to what an agent is given of them, whole. Pure. */
final class Taking {
    /** In a sandbox, where the runner passes it on to the model gateway. */
    private static final String GATEWAY = "http://127.0.0.1:7071/model/";

    private Taking() {}

    static ObservedEvent.HarnessTaken of(
            Harness harness, Thinking.@Nullable With thinking, String by) {
        Template template =
                thinking == null
                        ? Template.none()
                        : Template.of(
                                GATEWAY + thinking.provider().name(),
                                thinking.provider().name(),
                                thinking.model(),
                                harness.apis().getOrDefault(thinking.api(), Map.of()));
        Map<String, String> environment = new LinkedHashMap<>();
        harness.environment().forEach((name, text) -> environment.put(name, template.fill(text)));
        List<String> command = harness.command().stream().map(template::fill).toList();
        String model = harness.model();
        return new ObservedEvent.HarnessTaken(
                harness.name(),
                harness.version(),
                harness.digest(),
                harness.origin() == Harness.Origin.INSTALLED,
                command,
                environment,
                harness.modes(),
                thinking == null || model == null ? null : template.fill(model),
                harness.sessionFiles(),
                by);
    }
}
