package dev.ratoon.controlplane.github;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.git.github.ApiAddress;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The GitHub that is configured. */
@Singleton
class GitHubApi {
    private final GitHubConfig config;

    GitHubApi(GitHubConfig config) {
        this.config = config;
    }

    ApiAddress address() {
        return ApiAddress.parse(config.apiUrl())
                .orElseThrow(
                        () ->
                                new StartFailure(
                                        "ratoon.github.api-url is no address of a GitHub API: "
                                                + config.apiUrl(),
                                        "Write it as https://HOST/api/v3, or leave it out for"
                                                + " github.com"));
    }

    void start(@Observes StartupEvent started) {
        ApiAddress _ = address();
    }
}
