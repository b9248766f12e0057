package dev.ratoon.controlplane.declarations;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * YAML as maps, lists and texts, and as nothing else: no aliases, anchors or tags, so that nothing
 * is made of it that is not written there. Threads: one.
 */
final class YamlTree {
    private static final int DEEPEST = 8;
    private static final int MOST = 2_000;

    private final Iterator<Event> events;
    private int count;

    private YamlTree(Iterator<Event> events) {
        this.events = events;
    }

    /** The one map that the text is. */
    static Map<String, Object> of(String text) throws Unusable {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setProcessComments(false);
        try {
            var tree = new YamlTree(new Yaml(options).parse(new StringReader(text)).iterator());
            return tree.document();
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The reader lets some of Java's own through, of numbers that are none.
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new Unusable("It is no YAML (" + Words.inert(first) + ").");
        }
    }

    private Map<String, Object> document() throws Unusable {
        Map<String, Object> all = Map.of();
        boolean found = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                if (found) {
                    throw new Unusable("It is more than one document.");
                }
                found = true;
                if (!(value(node, 0) instanceof Map<?, ?> map)) {
                    throw new Unusable("It is no map of settings.");
                }
                all = texts(map);
            }
        }
        if (!found) {
            throw new Unusable("It is empty.");
        }
        return all;
    }

    private Object value(NodeEvent node, int depth) throws Unusable {
        if (node instanceof AliasEvent || node.getAnchor() != null) {
            throw new Unusable("It has anchors or aliases, which are not read here.");
        }
        if (++count > MOST || depth > DEEPEST) {
            throw new Unusable("It says too much.");
        }
        return switch (node) {
            case ScalarEvent scalar -> {
                untagged(scalar.getTag());
                yield scalar.getValue();
            }
            case SequenceStartEvent list -> {
                untagged(list.getTag());
                yield list(depth);
            }
            case MappingStartEvent map -> {
                untagged(map.getTag());
                yield map(depth);
            }
            default -> throw new Unusable("It has something that is not read here.");
        };
    }

    private List<Object> list(int depth) throws Unusable {
        List<Object> all = new ArrayList<>();
        for (Event next = events.next();
                !(next instanceof SequenceEndEvent);
                next = events.next()) {
            all.add(value((NodeEvent) next, depth + 1));
        }
        return all;
    }

    private Map<String, Object> map(int depth) throws Unusable {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            if (!(value((NodeEvent) next, depth + 1) instanceof String key)) {
                throw new Unusable("A name in it is no text.");
            }
            if (all.put(key, value((NodeEvent) events.next(), depth + 1)) != null) {
                throw new Unusable("It says '" + Words.inert(key) + "' twice.");
            }
        }
        return all;
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((key, value) -> all.put(String.valueOf(key), Objects.requireNonNull(value)));
        return all;
    }

    private static void untagged(@Nullable String tag) throws Unusable {
        if (tag != null) {
            throw new Unusable("It has tags, which are not read here.");
        }
    }
}
