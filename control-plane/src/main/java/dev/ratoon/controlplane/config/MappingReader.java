package dev.ratoon.controlplane.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the keys out of a {@link ConfigMapping} interface, as SmallRye Config names them. */
final class MappingReader {
    private final List<ConfigKey> keys = new ArrayList<>();

    private MappingReader() {}

    static List<ConfigKey> read(Class<?> mapping) {
        var reader = new MappingReader();
        reader.group(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
        reader.keys.sort(Comparator.comparing(ConfigKey::name));
        return List.copyOf(reader.keys);
    }

    private void group(String prefix, Class<?> group) {
        for (Method method : group.getMethods()) {
            if (!method.isDefault() && !Modifier.isStatic(method.getModifiers())) {
                add(name(prefix, method), method.getGenericReturnType(), false, method);
            }
        }
    }

    private void add(String name, Type type, boolean many, Method method) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Map.class) {
                add(name + ".*", arguments[1], many, method);
                return;
            }
            if (raw == Optional.class || Collection.class.isAssignableFrom(raw)) {
                add(name, arguments[0], many || raw != Optional.class, method);
                return;
            }
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException(method + " has a type that no key can have");
        }
        if (isGroup(plain)) {
            group(name, plain);
            return;
        }
        var fallback = method.getAnnotation(WithDefault.class);
        keys.add(
                new ConfigKey(
                        name,
                        plain,
                        many,
                        fallback == null ? null : fallback.value(),
                        method.getDeclaringClass().getSimpleName() + "#" + method.getName()));
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getName().startsWith("dev.ratoon.");
    }

    private static String name(String prefix, Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        var chosen = method.getAnnotation(WithName.class);
        return prefix + "." + (chosen == null ? words(method.getName()) : chosen.value());
    }

    /** {@code codeLifetime} is {@code code-lifetime}. */
    private static String words(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
