package dev.ratoon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The control plane's own hub of its tests: git's http-backend, and GitHub's API by emulate. It has
 * ada, whose token is this, her repository {@code ada/pay}, and {@code acme/tools} of her team.
 *
 * @param options with which a JVM trusts it
 * @param api where GitHub's own page would ask
 */
record GitHubHub(Process process, String url, String options, String api, Path repositories)
        implements AutoCloseable {
    static final String TOKEN = "ghp_geheim_of_ada_abcdefghijklmnopqrst";

    /** Nothing where it cannot run: npm is needed. */
    static Optional<GitHubHub> in(Path folder) throws IOException {
        Path module = Installation.ROOT.resolve("control-plane");
        Path classes = module.resolve("target/test-classes");
        if (!Files.isDirectory(classes)) {
            System.out.println("SKIPPED: GitHub's API by emulate is in tests of the control plane");
            return Optional.empty();
        }
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classes.toString(),
                                "dev.ratoon.controlplane.pulls.HubAlone",
                                folder.toString())
                        .directory(module.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String url = said.readLine();
        if (url == null) {
            throw new IOException("The hub ended without a word: it has said why above.");
        }
        if (!url.startsWith("https:")) {
            System.out.println(url);
            return Optional.empty();
        }
        return Optional.of(
                new GitHubHub(
                        process, url, said.readLine(), said.readLine(), Path.of(said.readLine())));
    }

    /** All pull requests of a repository, as the API has them. */
    String pulls(String repository) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var asked =
                    HttpRequest.newBuilder(
                                    URI.create(api + "/repos/" + repository + "/pulls?state=all"))
                            .header("Authorization", "Bearer " + TOKEN)
                            .build();
            return client.send(asked, BodyHandlers.ofString()).body();
        }
    }

    /** By its input, so that it ends what it has started. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
