package dev.ratoon.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every feature's mapping, with nothing set and with everything set. */
class MappingsTest {
    @Test
    void withNothingSetEveryKeyHasTheDefaultThatItsReferenceShows() throws Exception {
        for (Class<?> mapping : ConfigKeys.MAPPINGS) {
            SmallRyeConfig config = config(mapping, Map.of());
            var expected = new TreeMap<String, Object>();
            for (ConfigKey key : MappingReader.read(mapping)) {
                expected.put(key.name(), values(config, key, key.defaultValue()));
            }
            assertEquals(expected, read(config, mapping));
        }
    }

    @Test
    void withEverythingSetEveryKeyIsReadUnderTheNameThatItsReferenceShows() throws Exception {
        for (Class<?> mapping : ConfigKeys.MAPPINGS) {
            var set = new HashMap<String, String>();
            MappingReader.read(mapping).forEach(key -> set.put(key.name(), sample(key)));
            SmallRyeConfig config = config(mapping, set);
            var expected = new TreeMap<String, Object>();
            for (ConfigKey key : MappingReader.read(mapping)) {
                expected.put(key.name(), values(config, key, sample(key)));
            }
            assertEquals(expected, read(config, mapping));
        }
    }

    @Test
    void aSampleIsNeverTheDefault() {
        for (ConfigKey key : ConfigKeys.all()) {
            assertFalse(sample(key).equals(key.defaultValue()), key.name());
        }
    }

    private static SmallRyeConfig config(Class<?> mapping, Map<String, String> set) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(set, "the test", 100))
                .build();
    }

    private static List<Object> values(
            SmallRyeConfig config, ConfigKey key, @Nullable String text) {
        if (text == null) {
            return List.of();
        }
        var values = new ArrayList<Object>();
        for (String one : key.many() ? text.split(",", -1) : new String[] {text}) {
            values.add(config.requireConverter(key.type()).convert(one));
        }
        return values;
    }

    private static Map<String, Object> read(SmallRyeConfig config, Class<?> mapping)
            throws ReflectiveOperationException {
        Object instance = config.getConfigMapping(mapping);
        var read = new TreeMap<String, Object>();
        for (ConfigKey key : MappingReader.read(mapping)) {
            read.put(key.name(), value(mapping, instance, key));
        }
        return read;
    }

    private static List<Object> value(Class<?> mapping, Object instance, ConfigKey key)
            throws ReflectiveOperationException {
        String[] declared = key.declaredBy().split("#", -1);
        if (declared[0].equals(mapping.getSimpleName())) {
            return flat(mapping.getMethod(declared[1]).invoke(instance));
        }
        // One group for each name, which here is the star itself.
        for (Class<?> group : mapping.getClasses()) {
            for (Method named : mapping.getMethods()) {
                if (group.getSimpleName().equals(declared[0])
                        && named.getReturnType() == Map.class
                        && ((Map<?, ?>) named.invoke(instance)).get("*") instanceof Object one) {
                    return flat(group.getMethod(declared[1]).invoke(one));
                }
            }
        }
        return List.of();
    }

    private static List<Object> flat(Object value) {
        return switch (value) {
            case Optional<?> maybe -> maybe.map(MappingsTest::flat).orElse(List.of());
            case Collection<?> many -> List.copyOf(many);
            case Map<?, ?> named ->
                    named.values().stream().flatMap(each -> flat(each).stream()).toList();
            default -> List.of(value);
        };
    }

    private static String sample(ConfigKey key) {
        if (key.type().isEnum()) {
            Object[] constants = key.type().getEnumConstants();
            return constants[constants.length - 1].toString();
        }
        return switch (key.type().getSimpleName()) {
            case "boolean", "Boolean" -> String.valueOf(!"true".equals(key.defaultValue()));
            case "int", "Integer", "long", "Long" -> "17";
            case "Duration" -> "PT17S";
            case "MemorySize" -> "17M";
            case "Path" -> "/somewhere";
            case "URI" -> "http://somewhere.example";
            default -> "something";
        };
    }
}
