package dev.ratoon.runner.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a secret looks like somewhere.
 *
 * @param name of the secret
 */
public record Needle(String name, String text) {
    /** Of a shorter one, too much would be found that has nothing to do with it. */
    private static final int SHORTEST = 8;

    /** Each as it is, and as it stands within base64, hex and addresses. Longest first. */
    public static List<Needle> of(Map<String, String> secrets) {
        List<Needle> all = new ArrayList<>();
        secrets.forEach(
                (name, value) -> {
                    Set<String> looks = new LinkedHashSet<>();
                    looks.add(value);
                    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                    for (int before = 0; before < 3; before++) {
                        String within = within(bytes, before);
                        looks.add(within);
                        looks.add(within.replace('+', '-').replace('/', '_'));
                    }
                    looks.add(HexFormat.of().formatHex(bytes));
                    looks.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
                    looks.stream()
                            .filter(look -> look.length() >= SHORTEST)
                            .forEach(look -> all.add(new Needle(name, look)));
                });
        all.sort((one, other) -> other.text().length() - one.text().length());
        return List.copyOf(all);
    }

    /** What base64 makes of it behind so many other bytes, without what those change. */
    private static String within(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = Base64.getEncoder().encodeToString(shifted);
        int from = (before * 8 + 5) / 6;
        return encoded.substring(from, shifted.length * 8 / 6);
    }

    @Override
    public String toString() {
        return "Needle[" + name + "]";
    }
}
