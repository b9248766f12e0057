package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest version of an agent's environment when it was looked for. Pure. */
public record Newer(ObservedEvent.@Nullable EnvironmentTaken taken) {
    /** What of it holds, as the agent is now that it is locked. */
    public List<ObservedEvent> events(Facts now) {
        Facts.Environment has = now.environment();
        boolean stands = now.failure() != null || now.wish() == Facts.Wish.PAUSE;
        return taken == null
                        || has == null
                        || !stands
                        || now.workspace().prepared()
                        || taken.version() <= has.version()
                ? List.of()
                : List.of(taken);
    }
}
