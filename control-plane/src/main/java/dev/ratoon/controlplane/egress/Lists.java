package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.FromEnvironments;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.proxy.Caller;
import dev.ratoon.controlplane.proxy.HostPattern;
import dev.ratoon.controlplane.runners.Pace;
import dev.ratoon.controlplane.runners.Recognition;
import dev.ratoon.protocol.Audience;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who calls, and where that agent may go just now. Blocks: it asks the database. */
@Singleton
class Lists implements Caller.Recognised {
    private final Recognition recognition;
    private final Pace pace;
    private final EgressStore store;
    private final FromEnvironments<List<String>> environments;
    private final List<HostPattern> base;

    Lists(
            Recognition recognition,
            EgressStore store,
            LogStore log,
            EgressConfig config,
            Clock clock) {
        this.pace = new Pace(config.requestsPerMinute(), clock);
        this.recognition = recognition;
        this.store = store;
        this.environments =
                new FromEnvironments<>(log, environment -> environment.allow(), List.of());
        this.base = config.allow().orElse(List.of()).stream().map(text -> pattern(text)).toList();
    }

    private static HostPattern pattern(String text) {
        return HostPattern.of(text.strip())
                .orElseThrow(
                        () ->
                                new StartFailure(
                                        "ratoon.egress.allow has '" + text + "', which is no host.",
                                        "Write example.org, *.example.org or example.org:8443"));
    }

    /** That of the operator, for every agent. */
    List<String> base() {
        return base.stream().map(HostPattern::text).toList();
    }

    @Override
    public Optional<Caller.TooOften> tooOften(@Nullable String credential) {
        return pace.mustWait(credential)
                .map(
                        wait ->
                                new Caller.TooOften(
                                        wait.toSeconds(),
                                        pace.words(
                                                "for ways out",
                                                "ratoon.egress.requests-per-minute",
                                                wait)));
    }

    @Override
    public Optional<Caller> of(@Nullable String credential) {
        Optional<Facts> agent = recognition.of(credential, Audience.EGRESS);
        agent.ifPresent(facts -> pace.asks(facts.id()));
        return agent.map(facts -> new Caller(facts.id(), facts.origin().name(), allowed(facts)));
    }

    private List<HostPattern> allowed(Facts facts) {
        List<HostPattern> all = new ArrayList<>(base);
        environments.of(facts).forEach(host -> HostPattern.of(host).ifPresent(all::add));
        store.hosts(facts).forEach(host -> HostPattern.of(host).ifPresent(all::add));
        return all;
    }
}
