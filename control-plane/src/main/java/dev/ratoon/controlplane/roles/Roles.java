package dev.ratoon.controlplane.roles;

import dev.ratoon.controlplane.home.StartFailure;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of this process. */
public record Roles(Set<ControlPlaneRole> all) {
    public Roles {
        all = Set.copyOf(all);
    }

    public boolean has(ControlPlaneRole role) {
        return all.contains(role);
    }

    /** In their fixed order. */
    public List<String> words() {
        return all.stream().sorted().map(ControlPlaneRole::word).toList();
    }

    static Roles of(List<String> words) {
        var roles = EnumSet.noneOf(ControlPlaneRole.class);
        for (String word : words) {
            roles.add(role(word.strip()));
        }
        if (roles.isEmpty()) {
            throw new StartFailure(
                    "ratoon.roles is empty: this process would do nothing.",
                    "Name some of " + known() + ", or leave it out for all");
        }
        return new Roles(roles);
    }

    private static ControlPlaneRole role(String word) {
        for (ControlPlaneRole role : ControlPlaneRole.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        ControlPlaneRole nearest =
                Arrays.stream(ControlPlaneRole.values())
                        .min(Comparator.comparingInt(role -> distance(role.word(), word)))
                        .orElseThrow();
        throw new StartFailure(
                "ratoon.roles names '" + word + "', which is no role.",
                "Did you mean '" + nearest.word() + "'? The roles are " + known());
    }

    private static String known() {
        return Arrays.stream(ControlPlaneRole.values())
                .map(ControlPlaneRole::word)
                .collect(Collectors.joining(", "));
    }

    /** How many letters must be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
            }
            last = row;
        }
        return last[b.length()];
    }

    /** Reads them at the start, so that a wrong one stops it. */
    @Singleton
    static class Producer {
        @Produces
        @Singleton
        @Startup
        Roles roles(RolesConfig config) {
            return of(config.roles());
        }
    }
}
