package dev.ratoon.controlplane.life;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The persona that it has.
 *
 * @param id none of one that its repository has; so is the version
 * @param seq where in the log it stands, whole
 */
public record PersonaFacts(@Nullable UUID id, String name, @Nullable Integer version, long seq) {}
