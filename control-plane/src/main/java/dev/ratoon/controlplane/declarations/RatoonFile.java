package dev.ratoon.controlplane.declarations;

import dev.ratoon.controlplane.basis.Nearest;
import dev.ratoon.controlplane.environments.AskedPushes;
import dev.ratoon.controlplane.life.Allowance;
import dev.ratoon.controlplane.life.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code .ratoon/environment.yaml}. Pure. */
final class RatoonFile {
    private static final List<String> KEYS =
            List.of(
                    "setup",
                    "minutes",
                    "variables",
                    "allow",
                    "allowModels",
                    "save",
                    "image",
                    "size",
                    "pushes");
    private static final List<String> SIZES = List.of("memory", "processor", "processes");
    private static final List<String> PUSHES = List.of("refusedPaths", "refuseSecrets");

    private RatoonFile() {}

    static Declaration read(String text) throws Unusable {
        Map<String, Object> all = YamlTree.of(text);
        known(all, KEYS);
        Map<String, Object> size = map(all.get("size"), "size");
        known(size, SIZES);
        Map<String, Object> pushes = map(all.get("pushes"), "pushes");
        known(pushes, PUSHES);
        return new Declaration(
                all.containsKey("setup") ? text(all.get("setup"), "setup") : "",
                number(all, "minutes"),
                variables(map(all.get("variables"), "variables")),
                texts(all.get("allow"), "allow"),
                texts(all.get("save"), "save"),
                all.containsKey("image") ? text(all.get("image"), "image") : null,
                new Size(
                        number(size, "memory"),
                        number(size, "processor"),
                        number(size, "processes")),
                new AskedPushes(
                        texts(pushes.get("refusedPaths"), "refusedPaths"),
                        yes(pushes, "refuseSecrets")),
                askedOfModels(texts(all.get("allowModels"), "allowModels")));
    }

    /** Whoever writes into a repository is not to decide that: it is told, and a person does. */
    private static List<String> askedOfModels(List<String> rules) throws Unusable {
        List<String> notes = new ArrayList<>();
        for (String rule : rules) {
            if (Allowance.named(rule).isEmpty()) {
                throw new Unusable(
                        "'allowModels' has '%s', which is no rule for calls to models. There are: %s."
                                .formatted(
                                        Words.inert(rule),
                                        Arrays.stream(Allowance.values())
                                                .map(Allowance::word)
                                                .collect(Collectors.joining(", "))));
            }
            notes.add(
                    "it asks that calls to models may break the rule "
                            + rule
                            + ", which a repository is not given. If they should, start an agent"
                            + " with an environment of your own: ratoon environment add NAME"
                            + " --allow-models "
                            + rule);
        }
        return notes;
    }

    private static void known(Map<String, Object> all, List<String> keys) throws Unusable {
        for (String key : all.keySet()) {
            if (!keys.contains(key)) {
                throw new Unusable(
                        "There is no setting '%s'. The nearest is '%s'; there are: %s."
                                .formatted(
                                        Words.inert(key),
                                        Nearest.to(key, keys).orElse(keys.getFirst()),
                                        String.join(", ", keys)));
            }
        }
    }

    private static boolean yes(Map<String, Object> all, String name) throws Unusable {
        if (!all.containsKey(name)) {
            return false;
        }
        return switch (text(all.get(name), name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Unusable("'" + name + "' is neither true nor false.");
        };
    }

    private static SortedMap<String, String> variables(Map<String, Object> map) throws Unusable {
        var all = new TreeMap<String, String>();
        for (var each : map.entrySet()) {
            all.put(each.getKey(), text(each.getValue(), "variables"));
        }
        return all;
    }

    private static List<String> texts(@Nullable Object value, String name) throws Unusable {
        List<String> all = new ArrayList<>();
        if (value == null) {
            return all;
        }
        if (!(value instanceof List<?> list)) {
            throw new Unusable("'" + name + "' is no list.");
        }
        for (Object each : list) {
            all.add(text(each, name));
        }
        return all;
    }

    private static Map<String, Object> map(@Nullable Object value, String name) throws Unusable {
        Map<String, Object> all = new TreeMap<>();
        if (value == null) {
            return all;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new Unusable("'" + name + "' is no map.");
        }
        map.forEach((key, each) -> all.put(String.valueOf(key), each));
        return all;
    }

    private static String text(@Nullable Object value, String name) throws Unusable {
        if (value instanceof String text) {
            return text;
        }
        throw new Unusable("'" + name + "' has something that is no text.");
    }

    private static @Nullable Integer number(Map<String, Object> all, String name) throws Unusable {
        if (!all.containsKey(name)) {
            return null;
        }
        String text = text(all.get(name), name);
        if (!text.matches("[0-9]{1,9}")) {
            throw new Unusable("'" + name + "' is no number.");
        }
        return Integer.valueOf(text);
    }
}
