package dev.ratoon.controlplane.github;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which GitHub people connect their accounts of. */
@ConfigMapping(prefix = "ratoon.github")
public interface GitHubConfig {
    /**
     * The address of the API: of an Enterprise Server {@code https://HOST/api/v3}, of a subdomain
     * of ghe.com {@code https://api.SUBDOMAIN.ghe.com}. Tokens that were connected for another one
     * are not used.
     */
    @WithDefault("https://api.github.com")
    String apiUrl();
}
