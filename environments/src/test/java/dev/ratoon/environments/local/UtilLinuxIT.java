package dev.ratoon.environments.local;

import dev.ratoon.environments.Confinement;
import dev.ratoon.environments.SandboxesContract;

/** The contract where there is no bubblewrap. */
class UtilLinuxIT implements SandboxesContract {
    static final Confinement WITHOUT_BUBBLEWRAP = new Confinement.UtilLinux("as in this test");

    @Override
    public Place place() throws Exception {
        return new Bench(WITHOUT_BUBBLEWRAP);
    }
}
