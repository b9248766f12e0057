package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxesContract;

/** The contract of every place, on a real cluster. */
class PodSandboxesClusterIT implements SandboxesContract {
    @Override
    public Place place() throws Exception {
        return new Cluster();
    }
}
