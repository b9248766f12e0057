package dev.ratoon.git.publish;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import java.util.Optional;

/**
 * Where a publication goes: upstream itself, or somebody's fork of it.
 *
 * @param login of the person who publishes
 */
public record Where(Source source, Optional<Login> login) {}
