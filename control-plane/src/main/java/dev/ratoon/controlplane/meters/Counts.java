package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.ObservedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** What all model calls of this process come to, as metrics; there from the start on. */
@Singleton
@Startup
class Counts {
    private final Counter calls;
    private final Counter refusals;
    private final Counter input;
    private final Counter cached;
    private final Counter output;
    private final Counter dollars;

    Counts(MeterRegistry registry) {
        calls = Counter.builder("ratoon.model.calls").register(registry);
        refusals = Counter.builder("ratoon.model.refusals").register(registry);
        input = tokens(registry, "input");
        cached = tokens(registry, "cached");
        output = tokens(registry, "output");
        dollars = Counter.builder("ratoon.model.dollars").register(registry);
    }

    private static Counter tokens(MeterRegistry registry, String kind) {
        return Counter.builder("ratoon.model.tokens").tag("kind", kind).register(registry);
    }

    void called(ObservedEvent.ModelCalled call) {
        calls.increment();
        input.increment((double) (call.input() - call.cached()));
        cached.increment((double) call.cached());
        output.increment((double) call.output());
        if (call.money() != null) {
            dollars.increment(call.money().micros() / 1e6);
        }
    }

    void refused() {
        refusals.increment();
    }
}
