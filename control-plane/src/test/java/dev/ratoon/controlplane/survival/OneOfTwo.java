package dev.ratoon.controlplane.survival;

import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.peers.Plane;
import dev.ratoon.controlplane.peers.TwoPlanes;
import java.util.List;

/** Which of two control planes on one database is killed. */
enum OneOfTwo {
    WITH_THE_RUNNER,
    WITH_THE_READER;

    /** It is running again when this returns. */
    void kill(TwoPlanes both) throws Exception {
        Plane victim =
                switch (this) {
                    case WITH_THE_RUNNER -> both.a();
                    case WITH_THE_READER -> both.b();
                };
        victim.kill();
        victim.up();
    }

    /** Its runner comes back, and the log says so; of the other's death an agent feels nothing. */
    boolean isTold(List<LogEvent> since) {
        boolean connected =
                since.stream()
                        .anyMatch(
                                event -> event.observed() instanceof ObservedEvent.RunnerConnected);
        return switch (this) {
            case WITH_THE_RUNNER -> connected;
            case WITH_THE_READER -> !connected;
        };
    }

    /** A reader is cut off by the death of the one that it reads through, and by no other. */
    boolean allows(int comings) {
        return switch (this) {
            case WITH_THE_RUNNER -> comings == 1;
            case WITH_THE_READER -> comings >= 2;
        };
    }
}
