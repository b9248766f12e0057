package dev.ratoon.controlplane.roles;

import dev.ratoon.controlplane.basis.Nearest;
import dev.ratoon.controlplane.home.StartFailure;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
                    "Name some of " + String.join(", ", known()) + ", or leave it out for all");
        }
        return new Roles(roles);
    }

    private static ControlPlaneRole role(String word) {
        for (ControlPlaneRole role : ControlPlaneRole.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new StartFailure(
                "ratoon.roles names '" + word + "', which is no role.",
                "Did you mean '"
                        + Nearest.to(word, known()).orElseThrow()
                        + "'? The roles are "
                        + String.join(", ", known()));
    }

    private static List<String> known() {
        return Arrays.stream(ControlPlaneRole.values()).map(ControlPlaneRole::word).toList();
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
