package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

class OpenApiIT {
    @Test
    void theOpenApiDocumentIsWhatTheBuildMade() {
        Object made =
                new Yaml()
                        .load(
                                Tree.text(
                                        Tree.ROOT.resolve(
                                                "control-plane/target/openapi/openapi.yaml")));
        assertInstanceOf(Map.class, made);
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        new Reference("openapi.yaml").mustBe(new Yaml(options).dump(sorted(made)));
    }

    /** One order for equal content, whatever order the classes were found in. */
    private static Object sorted(Object node) {
        if (node instanceof Map<?, ?> map) {
            var inOrder = new TreeMap<String, Object>();
            map.forEach((key, value) -> inOrder.put(String.valueOf(key), sorted(value)));
            return inOrder;
        }
        if (node instanceof Iterable<?> list) {
            var copy = new java.util.ArrayList<Object>();
            list.forEach(one -> copy.add(sorted(one)));
            return copy;
        }
        return node;
    }
}
