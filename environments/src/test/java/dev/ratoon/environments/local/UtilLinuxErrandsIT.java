package dev.ratoon.environments.local;

import dev.ratoon.environments.ErrandsContract;
import dev.ratoon.environments.SandboxTrouble;
import java.io.IOException;

/** The same where there is no bubblewrap. */
class UtilLinuxErrandsIT extends ErrandsIT implements ErrandsContract {
    @Override
    Bench bench() throws IOException, SandboxTrouble {
        return new Bench(UtilLinuxIT.WITHOUT_BUBBLEWRAP);
    }
}
