package dev.ratoon.controlplane.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.home.DiskRoom;
import dev.ratoon.environments.Confinement;
import java.nio.file.Path;
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
        DiskStatus disk,
        String health) {

    /**
     * @param schema the newest migration that has run
     */
    record DatabaseStatus(String kind, String version, String schema, String description) {}

    /**
     * The disk that holds the home.
     *
     * @param nextStep when there is little left of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DiskStatus(String description, @Nullable String nextStep) {
        private static final long LITTLE = 1L << 30;

        static DiskStatus of(Path home, DiskRoom room) {
            return new DiskStatus(
                    home + room.inWords(),
                    room.isLessThan(LITTLE)
                            ? "Make room there: when none is left, nothing more is saved and agents"
                                    + " wait. See what takes it: du -sh "
                                    + home
                                    + "/*"
                            : null);
        }
    }

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
