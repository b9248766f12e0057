package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.installs.Install;
import dev.ratoon.controlplane.installs.Installs;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.HarnessFacts;
import dev.ratoon.environments.SandboxOrder.Shared;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Whether an agent's harness is there, and if not, that it is brought. Asked again after a failure
 * was told and somebody lets the agent go on.
 */
@Singleton
class Installing {
    /** How often the log is told how far it is. */
    private static final Duration TOLD = Duration.ofSeconds(5);

    private final Function<String, Install> installs;
    private final Consumer<String> want;
    private final Clock clock;
    private final Map<UUID, Told> told = new ConcurrentHashMap<>();

    @Inject
    Installing(Installs installs, Clock clock) {
        this(installs::of, installs::want, clock);
    }

    Installing(Function<String, Install> installs, Consumer<String> want, Clock clock) {
        this.installs = installs;
        this.want = want;
        this.clock = clock;
    }

    private record Told(String words, Instant at) {}

    /** How it stands with an agent's harness. */
    sealed interface Standing {
        /**
         * A sandbox can begin.
         *
         * @param folders what it is given to read
         */
        record Ready(List<Shared> folders) implements Standing {}

        /**
         * Look again soon.
         *
         * @param words how far it is, for people
         */
        record Underway(String words) implements Standing {}

        record Failed(String words, String nextStep) implements Standing {}
    }

    Standing of(Facts facts) {
        HarnessFacts has = facts.harness();
        String name = facts.origin().harness();
        if (has == null || !has.installs()) {
            return new Standing.Ready(List.of());
        }
        return switch (installs.apply(name)) {
            case Install.Ready(List<Shared> folders) -> {
                told.remove(facts.id());
                yield new Standing.Ready(folders);
            }
            case Install.Underway(String words) -> new Standing.Underway(words);
            case Install.NotBrought(String words, String nextStep) ->
                    new Standing.Failed(words + ".", nextStep);
            case Install.Failed(String words, String nextStep) when has.asked() -> {
                told.remove(facts.id());
                yield new Standing.Failed(
                        facts.origin().harness() + " could not be installed: " + words,
                        nextStep + ", then resume the agent");
            }
            case Install.Failed _, Install.Absent _ -> {
                want.accept(name);
                yield new Standing.Underway("It begins.");
            }
        };
    }

    /** Whether the log is to be told: the first time, and when there is news. */
    boolean isNews(Facts facts, String words) {
        Instant now = clock.instant();
        Told last = told.get(facts.id());
        boolean asked = facts.harness() != null && facts.harness().asked();
        if (asked
                && last != null
                && (last.words().equals(words) || now.isBefore(last.at().plus(TOLD)))) {
            return false;
        }
        told.put(facts.id(), new Told(words, now));
        return true;
    }
}
