package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.secrets.GivenSecret;
import java.util.Map;
import java.util.UUID;

/** Who knows the secrets that a setup script is given. */
public interface SetupSecrets {
    /** By their names; nothing where there are none, or its owner may not use them any more. */
    Map<String, GivenSecret> of(Facts facts);

    /** Which ones they are, without a word of them: another as soon as one of them is another. */
    String mark(Facts facts);

    /** Whether somebody may look into a sandbox in which a setup with these runs. */
    boolean mayLookOn(UUID user, Facts facts);
}
