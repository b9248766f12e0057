package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.runner.hands.SpawnRequest;
import java.io.IOException;
import java.util.OptionalInt;

/** Processes of the workspace's side whose input and output are the control plane's. */
public interface Ways {
    /** Nobody is there. */
    Ways NONE =
            new Ways() {
                @Override
                public OptionalInt run(Assignment.Way way, SpawnRequest request) {
                    return OptionalInt.empty();
                }

                @Override
                public void giveUp() {}

                @Override
                public Absences absences() {
                    return new Absences();
                }
            };

    /** Its exit code; empty when it was cut off. */
    OptionalInt run(Assignment.Way way, SpawnRequest request)
            throws IOException, InterruptedException;

    /** Ends what runs. */
    void giveUp();

    /** When it was away. */
    Absences absences();
}
