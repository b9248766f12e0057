package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.Facts;
import java.time.Duration;

/** What must be known of an agent, or be over, before it gets a sandbox. */
public interface BeforeSandbox {
    /** Whether it is. If not, it is looked for; what comes of it may make the agent due. */
    boolean isReady(Facts facts);

    /** When it is asked again at the latest, where it is not. */
    default Duration again() {
        return Duration.ofSeconds(15);
    }
}
