package dev.ratoon.controlplane.egress;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The registries that pip, Maven and apt are told of on this machine; else the public ones. */
public class MachineRegistries implements QuarkusTestResourceLifecycleManager {
    private static final String KEY = "ratoon.egress.registries.";
    private static final Map<String, String> USUAL =
            Map.of(
                    "pypi",
                    "https://pypi.org",
                    "maven",
                    "https://repo.maven.apache.org",
                    "apt",
                    "http://deb.debian.org");
    private static final Pattern MIRROR = Pattern.compile("(?s)<mirror>(.*?)</mirror>");
    private static final Pattern CENTRAL =
            Pattern.compile("<mirrorOf>\\s*(?:\\*|central|external:\\*)\\s*</mirrorOf>");
    private static final Pattern URL = Pattern.compile("<url>\\s*([^<\\s]+?)/*\\s*</url>");
    private static final Pattern DEBIAN =
            Pattern.compile(
                    "(?m)^(?:URIs:|deb )[^#\\n]*?(https?://[^\\s/]+(?:/[^\\s]*)?)/debian/?\\s");

    private @Nullable SSLContext trusted;

    /** After the resource whose host has a certificate that it alone makes trusted here. */
    @Override
    public int order() {
        return 1_000;
    }

    @Override
    public Map<String, String> start() {
        try {
            trusted = SSLContext.getDefault();
            SSLContext ofThisMachine = SSLContext.getInstance("TLS");
            ofThisMachine.init(null, null, null);
            SSLContext.setDefault(ofThisMachine);
            var told = Map.of("pypi", pip(), "maven", maven(), "apt", apt());
            var all = new HashMap<String, String>();
            var hosts = new ArrayList<>(List.of("files.pythonhosted.org"));
            var reached = new ArrayList<>(List.of("none"));
            USUAL.forEach(
                    (name, usual) -> {
                        Optional<String> own = told.getOrDefault(name, Optional.empty());
                        own.ifPresent(url -> all.put(KEY + name + ".url", url));
                        URI url = URI.create(own.orElse(usual));
                        hosts.add(url.getHost());
                        if (isReached(url)) {
                            reached.add(name);
                        }
                    });
            all.put("test.registries.hosts", String.join(",", hosts));
            all.put("test.registries.reached", String.join(",", reached));
            return all;
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReached(URI url) {
        int port = url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), 5_000);
            return true;
        } catch (IOException _) {
            return false;
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
    public void stop() {
        if (trusted != null) {
            SSLContext.setDefault(trusted);
        }
    }
}
