package dev.ratoon.k8s.cluster;

import java.nio.file.Path;
import java.util.Optional;

/** A real cluster, on which tests may do everything. */
public sealed interface TestCluster permits GivenCluster, K3s, Testbed {
    /**
     * That of this process: the one that {@code RATOON_TEST_KUBECONFIG} names, else K3s where a
     * Docker engine has its image, else the testbed of {@code k8s/testbed}, which is started if it
     * does not run.
     */
    static TestCluster get() {
        return Once.FOUND;
    }

    /** By which all may be done there. */
    Path kubeconfig();

    /** Brings the images of an archive to its node, under the names that stand in it. */
    void load(Path archive);

    /** Whether its pods are reached from this machine, as they reach it. */
    default boolean leadsToPods() {
        return true;
    }

    /** Looked for by whoever asks first. */
    final class Once {
        private static final TestCluster FOUND = find();

        private Once() {}

        private static TestCluster find() {
            Optional<String> given = Variable.of("RATOON_TEST_KUBECONFIG");
            if (given.isPresent()) {
                return new GivenCluster(Path.of(given.get()));
            }
            if (K3s.isThere()) {
                return K3s.start();
            }
            try {
                return Testbed.up();
            } catch (IllegalStateException e) {
                throw new IllegalStateException(
                        "No cluster for tests. RATOON_TEST_KUBECONFIG names none, no Docker engine"
                                + " here has "
                                + K3s.IMAGE
                                + ", and "
                                + e.getMessage(),
                        e);
            }
        }
    }
}
