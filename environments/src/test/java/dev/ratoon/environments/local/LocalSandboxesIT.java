package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxesContract;

/** The contract, on the confinement that this machine has. */
class LocalSandboxesIT implements SandboxesContract {
    @Override
    public Place place() throws Exception {
        return new Bench();
    }
}
