package dev.ratoon.controlplane.states;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.runners.SandboxPrograms;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** All that goes into what a setup script makes, as far as it is known. Pure. */
record StateKey(
        UUID owner, UUID environment, int version, String repository, String base, String digest) {
    /** Grows when archives are made otherwise. */
    private static final String FORMAT = "2";

    /**
     * @param programs where those of the sandbox come from
     * @param secrets which ones the script was given
     */
    static StateKey of(
            Facts facts,
            ObservedEvent.EnvironmentTaken taken,
            String base,
            SandboxPrograms programs,
            String secrets) {
        UUID owner = facts.origin().owner();
        String repository = facts.origin().repository();
        return new StateKey(
                owner,
                taken.environment(),
                taken.version(),
                repository,
                base,
                digest(
                        FORMAT,
                        programs.origin(taken.image()),
                        secrets,
                        owner.toString(),
                        taken.environment().toString(),
                        Integer.toString(taken.version()),
                        taken.setup(),
                        taken.variables().toString(),
                        taken.allow().toString(),
                        repository,
                        base));
    }

    private static String digest(String... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
