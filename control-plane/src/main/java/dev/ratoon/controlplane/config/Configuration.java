package dev.ratoon.controlplane.config;

import dev.ratoon.controlplane.basis.Nearest;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the operator set, checked before anything starts. Checked are: the file in the home, system
 * properties, and the environment; everything that begins with "ratoon" is ours to know.
 */
public final class Configuration {
    private static final String PREFIX = "ratoon.";
    private static final String VARIABLE_PREFIX = "RATOON_";

    private final List<ConfigKey> known;
    private final SmallRyeConfig reader =
            new SmallRyeConfigBuilder().addDiscoveredConverters().build();

    Configuration(List<ConfigKey> known) {
        this.known = known;
    }

    /** Reads the operator's file, refuses what nobody knows, and lets the rest hold. */
    public static void open(Home home, Properties system, Map<String, String> environment) {
        var file = OperatorFile.read(home).settings();
        var checked = new Configuration(ConfigKeys.all());
        checked.check(file);
        checked.check(fromSystem(system));
        checked.checkVariables(environment);
        OperatorSource.use(file);
    }

    void check(List<Setting> settings) {
        for (Setting setting : settings) {
            check(setting, find(setting.key()).orElseThrow(() -> unknown(setting)));
        }
    }

    void checkVariables(Map<String, String> environment) {
        for (var entry : environment.entrySet()) {
            String name = entry.getKey();
            if (!name.startsWith(VARIABLE_PREFIX)
                    || name.startsWith(ConfigKeys.VARIABLES_OF_THE_TESTS)
                    || ConfigKeys.VARIABLES_THAT_ARE_NO_KEYS.contains(name)) {
                continue;
            }
            var setting = new Setting(name, entry.getValue(), "the environment");
            var key = known.stream().filter(k -> k.isSetBy(name)).findFirst();
            check(setting, key.orElseThrow(() -> unknownVariable(setting)));
        }
    }

    private Optional<ConfigKey> find(String name) {
        return known.stream().filter(key -> key.covers(name)).findFirst();
    }

    private void check(Setting setting, ConfigKey key) {
        if (!isReadable(setting.value(), key)) {
            throw new StartFailure(
                    "\"%s\" in %s cannot be \"%s\": expected is %s."
                            .formatted(
                                    setting.key(),
                                    setting.where(),
                                    setting.value(),
                                    key.expected()),
                    key.defaultValue() == null
                            ? "Correct it or take it out"
                            : "Correct it, or take it out for " + key.defaultValue());
        }
    }

    /** What is empty counts as not set, which only a key without a default may be. */
    private boolean isReadable(String value, ConfigKey key) {
        try {
            for (String one : key.many() ? value.split(",", -1) : new String[] {value}) {
                if (reader.requireConverter(key.type()).convert(one.strip()) == null
                        && key.defaultValue() != null) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private StartFailure unknown(Setting setting) {
        var names = known.stream().map(ConfigKey::name).toList();
        return new StartFailure(
                "Ratoon does not know the key \"%s\" in %s."
                        .formatted(setting.key(), setting.where()),
                nextStep(Nearest.to(setting.key(), names)));
    }

    private StartFailure unknownVariable(Setting setting) {
        var names = new ArrayList<>(known.stream().map(ConfigKey::variable).toList());
        names.addAll(ConfigKeys.VARIABLES_THAT_ARE_NO_KEYS);
        return new StartFailure(
                "Ratoon does not know the variable %s in the environment.".formatted(setting.key()),
                nextStep(Nearest.to(setting.key(), names)));
    }

    private static String nextStep(Optional<String> nearest) {
        return nearest.map(name -> "Did you mean \"" + name + "\"? ").orElse("")
                + "All keys: docs/reference/configuration.md";
    }

    private static List<Setting> fromSystem(Properties system) {
        return system.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .filter(name -> !ConfigKeys.PROPERTIES_OF_THE_BUILD.contains(name))
                .sorted()
                .map(name -> new Setting(name, system.getProperty(name, ""), "-D" + name))
                .toList();
    }
}
