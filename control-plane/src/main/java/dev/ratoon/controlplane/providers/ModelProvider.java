package dev.ratoon.controlplane.providers;

import java.net.URI;
import java.util.Set;

/**
 * Who answers model calls, and where.
 *
 * @param url what its own paths, {@code /v1/...}, stand below; without a slash at its end
 * @param needsKey whether it answers nobody without one
 */
public record ModelProvider(
        String name, String title, URI url, Set<ModelApi> apis, boolean needsKey) {
    public ModelProvider {
        apis = Set.copyOf(apis);
    }
}
