package dev.ratoon.controlplane.status;

import dev.ratoon.environments.Confinement;
import dev.ratoon.environments.ConfinementProbe;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The probe, run once beside the start: nobody who only wants to know whether Ratoon is ready waits
 * for it. Safe for many threads.
 */
@Singleton
public class FoundConfinement {
    private final FutureTask<Confinement> probe;

    FoundConfinement(Elsewhere elsewhere) {
        probe =
                new FutureTask<>(
                        () ->
                                elsewhere
                                        .confined()
                                        .<Confinement>map(Confinement.Pods::new)
                                        .orElseGet(() -> new ConfinementProbe().probe()));
    }

    /** Whether it is not this machine that confines sandboxes: then there is nothing to try. */
    public interface Elsewhere {
        /** How they are confined, in words for people; empty where it is this machine's to do. */
        Optional<String> confined();
    }

    void start(@Observes StartupEvent started) {
        Thread.ofVirtual().name("confinement probe").start(probe);
    }

    /** Waits for the probe, which is bounded. */
    public Confinement confinement() {
        try {
            return probe.get();
        } catch (ExecutionException e) {
            return new Confinement.Unavailable(
                    "the probe failed (" + e.getCause() + ")", "Report this as a fault of Ratoon");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Confinement.Unavailable("the probe was interrupted", "Ask again");
        }
    }
}
