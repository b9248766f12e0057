package dev.ratoon.git.github;

import dev.ratoon.git.Source;
import dev.ratoon.git.upstream.ApiClient;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a GitHub is asked: github.com's own API, an Enterprise Server's, or one on a subdomain of
 * ghe.com.
 *
 * @param url without a slash at its end
 */
public record ApiAddress(URI url) {
    private static final String PUBLIC = "https://api.github.com";
    private static final int SSH_PORT = 22;
    private static final Pattern FULL_NAME =
            Pattern.compile("/?([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+?)(?:\\.git)?");

    public static ApiAddress ofGitHubItself() {
        return new ApiAddress(URI.create(PUBLIC));
    }

    /** What somebody configured; empty when no GitHub can be there. */
    public static Optional<ApiAddress> parse(String typed) {
        try {
            URI url = URI.create(typed.strip().replaceAll("/+$", ""));
            boolean safe =
                    "https".equals(url.getScheme())
                            || ("http".equals(url.getScheme()) && ApiClient.isLoopback(url));
            boolean plain =
                    url.getRawUserInfo() == null
                            && url.getRawQuery() == null
                            && url.getRawFragment() == null;
            return safe && plain && url.getHost() != null
                    ? Optional.of(new ApiAddress(url))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Where GraphQL is asked:
     * https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql
     */
    String graph() {
        return url.toString().replaceFirst("/v3$", "") + "/graphql";
    }

    /** Whether somebody named it, so that it may have a private address. */
    boolean isNamed() {
        return !url.toString().equals(PUBLIC);
    }

    /** Where people and git find what this API tells of: {@code github.com}, with its port. */
    public String webHost() {
        String authority = url.getRawAuthority().toLowerCase(Locale.ROOT);
        return authority.equals("api.github.com") || authority.endsWith(".ghe.com")
                ? authority.replaceFirst("^api\\.", "")
                : authority;
    }

    /** The page that makes a classic token with the scopes that are needed. */
    public String newToken() {
        return "https://"
                + webHost()
                + "/settings/tokens/new?description=Ratoon&scopes="
                + String.join(",", Needs.ofNoToken().stream().map(Need::name).toList());
    }

    /**
     * Whether that is a repository of this GitHub: then, and only then, its token is shown there.
     */
    public boolean isHome(URI repository) {
        return "https".equalsIgnoreCase(repository.getScheme())
                && repository.getRawUserInfo() == null
                && repository.getRawAuthority() != null
                && repository
                        .getRawAuthority()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst(":443$", "")
                        .equals(webHost().replaceFirst(":443$", ""));
    }

    /** The https address of a repository of this GitHub whose pages tell its ssh address, too. */
    public Optional<URI> overHttps(Source.Ssh at) {
        String web = webHost().replaceFirst(":443$", "");
        Matcher name = FULL_NAME.matcher(at.path());
        return at.user().equals("git")
                        && at.port() == SSH_PORT
                        && at.host().equals(web.replaceFirst(":[0-9]+$", ""))
                        && name.matches()
                ? Optional.of(URI.create("https://" + web + "/" + name.group(1)))
                : Optional.empty();
    }

    /** Whether the API answers there: scheme, host and port are the same. */
    boolean isOwn(URI address) {
        return url.getScheme().equals(address.getScheme())
                && url.getRawAuthority().equalsIgnoreCase(address.getRawAuthority());
    }
}
