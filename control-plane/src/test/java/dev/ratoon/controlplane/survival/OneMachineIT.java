package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has no cluster does not pay for those who do. */
class OneMachineIT {
    @TempDir Path folder;

    @Tag("long")
    @Test
    void on_one_machine_nothing_of_a_clusters_client_is_loaded() throws Exception {
        Path loaded = folder.resolve("loaded");
        var said = Map.of("RATOON_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        try (var product = new Product(folder, said)) {
            assertEquals(200, product.api().get("/api/harnesses").status());
        }
        try (Stream<String> lines = Files.lines(loaded)) {
            List<String> classes = lines.filter(line -> line.contains(" source: ")).toList();
            assertTrue(classes.size() > 5_000, "all were written down: " + classes.size());
            assertEquals(
                    List.of(),
                    classes.stream().filter(line -> line.contains("io.fabric8.")).toList());
        }
    }
}
