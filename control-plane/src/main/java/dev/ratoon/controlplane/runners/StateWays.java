package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Assignment;
import java.util.Optional;

/** Who keeps what setup scripts have made. */
public interface StateWays {
    /** Where a kept state comes from and goes to; empty when nothing is kept for this agent. */
    Optional<Assignment.State> of(Facts facts, ObservedEvent.EnvironmentTaken taken);
}
