package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxTrouble;
import java.io.IOException;

/** The same greed where there is no bubblewrap. */
class UtilLinuxGreedIT extends GreedIT {
    @Override
    Bench bench() throws IOException, SandboxTrouble {
        return new Bench(UtilLinuxIT.WITHOUT_BUBBLEWRAP);
    }
}
