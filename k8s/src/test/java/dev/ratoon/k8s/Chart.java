package dev.ratoon.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the chart renders, as {@code deploy/check} compares it with helm's own word. */
final class Chart {
    private Chart() {}

    static String rendered(String values) throws IOException {
        return Files.readString(Path.of("deploy", "golden", values + ".yaml"));
    }

    static List<HasMetadata> objects(String rendered) {
        var yaml = new KubernetesSerialization();
        return Arrays.stream(rendered.split("(?m)^---$"))
                .filter(each -> each.contains("kind:"))
                .<HasMetadata>map(yaml::unmarshal)
                .toList();
    }

    static List<HasMetadata> of(String rendered, String kind) {
        return objects(rendered).stream().filter(each -> each.getKind().equals(kind)).toList();
    }
}
