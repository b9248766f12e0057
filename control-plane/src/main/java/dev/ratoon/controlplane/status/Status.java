package dev.ratoon.controlplane.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.environments.Confinement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody who is signed in may know of this process. */
record Status(
        String version,
        Instant startedAt,
        String url,
        List<String> roles,
        DatabaseStatus database,
        ConfinementStatus confinement,
        String health) {

    /**
     * @param schema the newest migration that has run
     */
    record DatabaseStatus(String kind, String version, String schema, String description) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConfinementStatus(String kind, String description, @Nullable String nextStep) {
        static ConfinementStatus of(Confinement found) {
            return switch (found) {
                case Confinement.Bubblewrap _ ->
                        new ConfinementStatus("bubblewrap", found.description(), null);
                case Confinement.UtilLinux _ ->
                        new ConfinementStatus("util-linux", found.description(), null);
                case Confinement.Pods _ -> new ConfinementStatus("pods", found.description(), null);
                case Confinement.Unavailable unavailable ->
                        new ConfinementStatus(
                                "unavailable", found.description(), unavailable.nextStep());
            };
        }
    }
}
