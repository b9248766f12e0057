package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scenarios that there are. A user's text names the one of its turn. */
public record Scenarios(Map<String, Scenario> byName) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAMED = Pattern.compile("scenario:\\s*([a-z0-9-]+)");

    public Scenarios {
        byName = Map.copyOf(byName);
    }

    public static Scenarios of(Stream<Scenario> all) {
        return new Scenarios(
                all.collect(Collectors.toMap(Scenario::name, Function.identity(), (a, b) -> b)));
    }

    /** Those that come with this module. */
    public static Scenarios usual() {
        try (InputStream in = Scenarios.class.getResourceAsStream("scenarios/usual.json")) {
            return of(read(JSON.readTree(in)).stream());
        } catch (IOException e) {
            throw new IllegalStateException("the scenarios of this module can be read", e);
        }
    }

    /** Written in JSON, an array of them. */
    public static Scenarios parse(String json) throws IOException {
        return of(read(JSON.readTree(json)).stream());
    }

    /** Those in the folder's {@code *.json}, beside the usual ones. */
    public Scenarios with(Path folder) throws IOException {
        var all = new ArrayList<>(byName.values());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                all.addAll(read(JSON.readTree(file.toFile())));
            }
        }
        return of(all.stream());
    }

    public Scenarios with(Scenarios more) {
        return of(Stream.concat(byName.values().stream(), more.byName().values().stream()));
    }

    private static List<Scenario> read(JsonNode json) {
        var all = new ArrayList<Scenario>();
        if (json.isArray()) {
            json.forEach(each -> all.add(Scenario.of(each)));
        } else {
            all.add(Scenario.of(json));
        }
        return all;
    }

    /**
     * The last one that the text names; else the one that is asked with the first such text in it,
     * and else the one for all others. Without that, one that only answers.
     */
    Scenario named(String text) {
        Matcher named = NAMED.matcher(text);
        String name = "";
        while (named.find()) {
            name = named.group(1);
        }
        Scenario found = byName.get(name.isEmpty() ? unnamed(text) : name);
        if (found != null) {
            return found;
        }
        String words =
                name.isEmpty()
                        ? "I am a scripted model. Name a scenario: scenario: "
                                + String.join(
                                        ", scenario: ", byName.keySet().stream().sorted().toList())
                        : "There is no scenario " + name + ".";
        return new Scenario("none", "", List.of(List.of(new Action.Say(words))));
    }

    private String unnamed(String text) {
        return byName.values().stream()
                .filter(each -> !each.asked().isEmpty() && text.contains(each.asked()))
                .min(Comparator.comparingInt(each -> text.indexOf(each.asked())))
                .map(Scenario::name)
                .orElse("otherwise");
    }
}
