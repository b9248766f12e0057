package dev.ratoon.git;

import dev.ratoon.git.RepositoryUrl.Refused;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what people type as a repository. */
final class TypedUrl {
    private static final int LONGEST = 2000;
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");

    private static final Pattern HOST =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
                            + "|\\[[0-9a-f:.]+]");

    private static final Pattern SEGMENT =
            Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+");

    /** Characters that mean something else once they are decoded: NUL to US, slash, backslash. */
    private static final Pattern HIDDEN = Pattern.compile("(?i).*%(?:[01].|2f|2e|5c|7f).*");

    private TypedUrl() {}

    static RepositoryUrl read(String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            return new Refused("No repository is named", "name an address or a folder");
        }
        if (text.length() > LONGEST || text.chars().anyMatch(TypedUrl::invisible)) {
            return new Refused(
                    "The address is too long, or has characters that cannot be seen",
                    "type it again");
        }
        if (text.startsWith("/")) {
            return folder(text);
        }
        Matcher scheme = SCHEME.matcher(text);
        if (scheme.matches()) {
            return withScheme(scheme.group(1).toLowerCase(Locale.ROOT), scheme.group(2), text);
        }
        return TypedSsh.scp(text)
                .orElseGet(
                        () ->
                                new Refused(
                                        text + " is neither an address nor an absolute path",
                                        "write it as https://HOST/OWNER/NAME, as git@HOST:PATH,"
                                                + " or as a path that begins with /"));
    }

    private static RepositoryUrl withScheme(String scheme, String rest, String text) {
        return switch (scheme) {
            case "https" -> https(text);
            case "ssh", "git+ssh", "ssh+git" -> TypedSsh.read(rest);
            case "file" ->
                    new Refused("A file: address is not read", "type the folder's path itself");
            default ->
                    new Refused(
                            "Ratoon does not fetch over " + scheme + ": nothing protects it",
                            "use the repository's https address");
        };
    }

    private static RepositoryUrl https(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return new Refused(text + " is not an address", "write it as https://HOST/OWNER/NAME");
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (authority.contains("@")) {
            return new Refused(
                    "The address has a login in it, which would be stored and shown",
                    "leave out what stands before the @; and revoke it if it was a token");
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches() || uri.getPort() == 0 || uri.getPort() > 65_535) {
            return new Refused("The address names no host", "write it as https://HOST/OWNER/NAME");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return new Refused(
                    "The address has a ? or # in it", "use the address that git clone takes");
        }
        String path = uri.getRawPath().replaceAll("/+", "/").replaceAll("/$", "");
        if (path.isEmpty()) {
            return new Refused(
                    "The address names a host and no repository",
                    "write it as https://HOST/OWNER/NAME");
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()
                    || HIDDEN.matcher(segment).matches()
                    || segment.matches("\\.{1,2}")) {
                return new Refused(
                        "The address has a part that no repository is named by: " + segment,
                        "use the address that git clone takes");
            }
        }
        String port = uri.getPort() < 0 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
        return new RepositoryUrl.Https(URI.create("https://" + host + port + path));
    }

    private static RepositoryUrl folder(String text) {
        try {
            return new RepositoryUrl.Local(Path.of(text).normalize());
        } catch (InvalidPathException e) {
            return new Refused(text + " is not a path", "type it again");
        }
    }

    static boolean invisible(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
