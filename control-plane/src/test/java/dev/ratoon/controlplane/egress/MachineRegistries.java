package dev.ratoon.controlplane.egress;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The registries that pip, Maven and apt are told of on this machine; else the public ones. */
public class MachineRegistries implements QuarkusTestResourceLifecycleManager {
    private static final String KEY = "ratoon.egress.registries.";
    private static final Pattern MIRROR = Pattern.compile("(?s)<mirror>(.*?)</mirror>");
    private static final Pattern CENTRAL =
            Pattern.compile("<mirrorOf>\\s*(?:\\*|central|external:\\*)\\s*</mirrorOf>");
    private static final Pattern URL = Pattern.compile("<url>\\s*([^<\\s]+?)/*\\s*</url>");
    private static final Pattern DEBIAN =
            Pattern.compile("(?m)^(?:URIs:|deb )[^#\\n]*?(https?://[^\\s/]+(?:/[^\\s]*)?)/debian/?\\s");

    @Override
    public Map<String, String> start() {
        try {
            var all = new HashMap<String, String>();
            pip().ifPresent(url -> all.put(KEY + "pypi.url", url));
            maven().ifPresent(url -> all.put(KEY + "maven.url", url));
            apt().ifPresent(url -> all.put(KEY + "apt.url", url));
            String hosts = "pypi.org,files.pythonhosted.org,repo.maven.apache.org,deb.debian.org";
            all.put(
                    "test.registries.hosts",
                    Stream.concat(
                                    Stream.of(hosts),
                                    all.values().stream().map(url -> URI.create(url).getHost()))
                            .reduce((one, other) -> one + "," + other)
                            .orElseThrow());
            return all;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> pip() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder("pip3", "config", "get", "global.index-url")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return Optional.of(said)
                .filter(url -> url.startsWith("http"))
                .map(url -> url.replaceFirst("/simple/?$", ""));
    }

    private static Optional<String> maven() throws IOException {
        Path users = Path.of(System.getProperty("user.home"), ".m2/settings.xml");
        for (Path file : List.of(users, Path.of("/etc/maven/settings.xml"))) {
            String text =
                    Files.exists(file)
                            ? Files.readString(file).replaceAll("(?s)<!--.*?-->", "")
                            : "";
            Optional<String> found =
                    MIRROR.matcher(text)
                            .results()
                            .map(mirror -> mirror.group(1))
                            .filter(mirror -> CENTRAL.matcher(mirror).find())
                            .map(URL::matcher)
                            .filter(Matcher::find)
                            .map(url -> url.group(1))
                            .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> apt() throws IOException {
        Path folder = Path.of("/etc/apt");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().contains("sources")).toList()) {
                Matcher found =
                        DEBIAN.matcher(Files.isRegularFile(file) ? Files.readString(file) : "");
                if (found.find()) {
                    return Optional.of(found.group(1));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void stop() {}
}
