package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxTrouble;
import java.io.IOException;

/** The same attacks where there is no bubblewrap. */
class UtilLinuxAttacksIT extends AttacksIT {
    @Override
    Bench bench() throws IOException, SandboxTrouble {
        return new Bench(UtilLinuxIT.WITHOUT_BUBBLEWRAP);
    }
}
