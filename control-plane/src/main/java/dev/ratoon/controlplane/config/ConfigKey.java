package dev.ratoon.controlplane.config;

import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration. A part {@code *} of its name stands for any one word.
 *
 * @param many whether it takes several values, with commas between
 * @param declaredBy the method of the mapping, {@code LoginConfig#codeLifetime}; its Javadoc
 *     describes it
 * @param defaultValue what holds when nobody sets it; null if nothing does
 */
public record ConfigKey(
        String name,
        Class<?> type,
        boolean many,
        @Nullable String defaultValue,
        String declaredBy) {
    boolean covers(String given) {
        String[] own = name.split("\\.", -1);
        String[] others = given.split("\\.", -1);
        if (own.length != others.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            if (!own[i].equals("*") && !own[i].equals(withoutIndex(others[i]))) {
                return false;
            }
        }
        return true;
    }

    /** The name of the environment variable that sets it. */
    public String variable() {
        return name.replace("*", "NAME").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    boolean isSetBy(String variable) {
        return variable.matches(
                name.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT).replace("*", ".+"));
    }

    /** What its value must look like, for people. */
    public String expected() {
        return many ? "a list, with commas between, of: " + one() : one();
    }

    private String one() {
        if (type.isEnum()) {
            var words = new ArrayList<String>();
            for (Object constant : type.getEnumConstants()) {
                words.add(constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
            return "one of " + String.join(", ", words);
        }
        return switch (type.getSimpleName()) {
            case "boolean", "Boolean" -> "true or false";
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double", "float", "Float" -> "a number";
            case "Duration" -> "a duration such as 30s, 5m or 24h";
            case "Path" -> "a path";
            case "URI", "URL" -> "a URL";
            case "MemorySize" -> "a size such as 512K or 10M";
            default -> "text";
        };
    }

    private static String withoutIndex(String part) {
        int bracket = part.indexOf('[');
        return bracket < 0 ? part : part.substring(0, bracket);
    }
}
