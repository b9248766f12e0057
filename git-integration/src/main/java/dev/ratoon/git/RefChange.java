package dev.ratoon.git;

import java.util.Optional;

/**
 * What a push did to a ref.
 *
 * @param ref its full name
 * @param before the commit until then; empty when it is new
 * @param after the commit from now on
 */
public record RefChange(String ref, Optional<String> before, String after) {}
