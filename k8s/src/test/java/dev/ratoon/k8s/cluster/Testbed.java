package dev.ratoon.k8s.cluster;

import java.nio.file.Path;
import java.util.List;

/** That of {@code k8s/testbed}. It runs on after the tests, until {@code k8s/testbed/down}. */
record Testbed(Path kubeconfig) implements TestCluster {
    private static final String SAID = "RATOON_TEST_KUBECONFIG=";

    static Testbed up() {
        return Script.of("k8s/testbed/up", List.of()).run().stream()
                .filter(line -> line.startsWith(SAID))
                .map(line -> new Testbed(Path.of(line.substring(SAID.length()))))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void load(Path archive) {
        var _ = Script.of("k8s/testbed/load-image", List.of(archive.toString())).run();
    }
}
