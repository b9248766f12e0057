package dev.ratoon.git.github;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How GitHub is asked.
 *
 * @param fresh how long a list is answered from what is known, before GitHub is asked again
 * @param connectTimeout for a connection, and for each silence on it
 * @param atMost for all requests that one answer takes
 * @param tls whom to trust
 */
public record GitHubSettings(
        ApiAddress api, Duration fresh, Duration connectTimeout, Duration atMost, SSLContext tls) {
    public static GitHubSettings of(ApiAddress api) {
        try {
            return new GitHubSettings(
                    api,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(25),
                    SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    public GitHubSettings withTls(SSLContext trust) {
        return new GitHubSettings(api, fresh, connectTimeout, atMost, trust);
    }

    public GitHubSettings withTimes(Duration known, Duration connect, Duration all) {
        return new GitHubSettings(api, known, connect, all, tls);
    }
}
