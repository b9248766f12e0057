package dev.ratoon.controlplane.pulls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GitHub under one name, as the real one is: repositories by git's own http-backend behind basic
 * authentication, and the API by {@link Emulate} beside them. It has users ada and bob with a token
 * each, and the repositories {@code ada/pay} and {@code acme/tools}, which bob may read only.
 */
public final class Hub implements AutoCloseable {
    public static final String ADA = "ghp_geheim_of_ada_abcdefghijklmnopqrst";
    public static final String BOB = "ghp_geheim_of_bob_abcdefghijklmnopqrst";

    private static final Map<String, String> LOGINS = Map.of(ADA, "ada", BOB, "bob");
    private static final Pattern GIT =
            Pattern.compile(
                    "/([A-Za-z0-9-]+)/([A-Za-z0-9-]+)(?:\\.git)?"
                            + "/(info/refs|git-upload-pack|git-receive-pack)");
    private static final Pattern REPOSITORY =
            Pattern.compile("/repos/([A-Za-z0-9-]+)/[A-Za-z0-9-]+");
    private static final Pattern BRANCHES =
            Pattern.compile("/repos/([A-Za-z0-9-]+/[A-Za-z0-9-]+)/branches");
    private static final Set<String> OF_A_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "http2-settings");
    private static final String SEED =
            """
            tokens:
              %s: {login: ada, scopes: [repo, workflow]}
              %s: {login: bob, scopes: [repo, workflow]}
            github:
              users:
                - {login: ada, name: Ada Byron, email: ada@byron.example}
                - {login: bob, name: Bob}
              orgs:
                - login: acme
                  members:
                    - {login: ada, role: admin}
              repos:
                - {owner: ada, name: pay, auto_init: true}
                - {owner: acme, name: tools, auto_init: true}
            """
                    .formatted(ADA, BOB);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;
    private final Emulate emulate;
    private final HttpBackend git;
    private final HubGraph graph;
    public final Path repositories;
    final HubTls tls;

    /** Who pushed or fetched: {@code ada git-receive-pack}. */
    final List<String> seen = new CopyOnWriteArrayList<>();

    /** What happens before and after a request of that line, if any of it is to. */
    public volatile Stop stop = new Stop(Pattern.compile("(?!)"), () -> {}, () -> {});

    /** What requests of that line are answered: the API hears nothing of them. */
    public volatile Instead instead = new Instead(Pattern.compile("(?!)"), Map.of());

    /** With the headers of the answer, and its status among them as {@code Status}. */
    public record Instead(Pattern line, Map<String, String> answer) {}

    /** What is done around a request. */
    public record Stop(Pattern line, Runnable before, Runnable after) {}

    public Hub(Path folder) throws Exception {
        repositories = Files.createDirectories(folder.resolve("hub"));
        git = new HttpBackend(repositories);
        tls = HubTls.make(folder);
        emulate = new Emulate(SEED);
        graph = new HubGraph(client, apiUrl());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.both()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it cannot run, tests of it are skipped. */
    public static boolean runsHere() throws Exception {
        return Emulate.runsHere();
    }

    /** With which another JVM trusts it. */
    public String options() {
        return tls.options();
    }

    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** Of the API without the hub before it. */
    String apiUrl() {
        return "http://localhost:" + emulate.port;
    }

    /** The API without the hub before it, as GitHub's own page would ask it. */
    public HttpResponse<String> api(String method, String path, String json) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(apiUrl() + path))
                            .header("Authorization", "Bearer " + ADA)
                            .method(method, BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String line = exchange.getRequestMethod() + " " + uri;
            boolean stops = stop.line().matcher(line).matches();
            if (stops) {
                stop.before().run();
            }
            Instead other = instead;
            Matcher repository = GIT.matcher(uri.getPath());
            Matcher branches = BRANCHES.matcher(uri.getPath());
            if (other.line().matcher(line).matches()) {
                answer(exchange, new HashMap<>(other.answer()));
            } else if (repository.matches()) {
                git(exchange, repository, stops);
            } else if (isOfNobody(exchange)) {
                answer(exchange, new HashMap<>(Map.of("Status", "401")));
            } else if (line.equals("POST /graphql")) {
                graph(exchange);
            } else if (branches.matches() && Files.isDirectory(bare(branches.group(1)))) {
                branches(exchange, new Bare(bare(branches.group(1))));
            } else {
                pass(exchange, stops);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Emulate takes a token that it does not know for somebody's; GitHub does not. */
    private static boolean isOfNobody(HttpExchange exchange) {
        String right = exchange.getRequestHeaders().getFirst("Authorization");
        return right != null && LOGINS.keySet().stream().noneMatch(right::endsWith);
    }

    private static void answer(HttpExchange exchange, Map<String, String> head) throws IOException {
        int status = Integer.parseInt(head.remove("Status"));
        head.forEach(exchange.getResponseHeaders()::set);
        byte[] body = "{\"message\":\"Not now\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void graph(HttpExchange exchange) throws IOException, InterruptedException {
        String right = exchange.getRequestHeaders().getFirst("Authorization");
        if (right == null) {
            answer(exchange, new HashMap<>(Map.of("Status", "401")));
            return;
        }
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] body = graph.answer(right, asked).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void git(HttpExchange exchange, Matcher repository, boolean stops) throws IOException {
        Optional<String> user = user(exchange);
        if (user.isEmpty()) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=hub");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        String what =
                exchange.getRequestURI().toString().contains("receive-pack")
                        ? "git-receive-pack"
                        : "git-upload-pack";
        seen.add(user.get() + " " + what);
        if (what.equals("git-receive-pack")
                && user.get().equals("bob")
                && !repository.group(1).equals("bob")) {
            byte[] words =
                    "remote: Permission to %s/%s.git denied to bob.\n"
                            .formatted(repository.group(1), repository.group(2))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(403, words.length);
            exchange.getResponseBody().write(words);
            return;
        }
        String path =
                "/%s/%s.git/%s"
                        .formatted(repository.group(1), repository.group(2), repository.group(3));
        try (InputStream answer = git.answer(exchange, path, user.get())) {
            byte[] all = answer.readAllBytes();
            if (stops) {
                stop.after().run();
            }
            exchange.getResponseBody().write(all);
        }
    }

    private Path bare(String name) {
        return repositories.resolve(name + ".git");
    }

    /** Emulate knows nothing of what was pushed. */
    private static void branches(HttpExchange exchange, Bare repository) throws IOException {
        byte[] body = repository.branches().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Optional<String> user(HttpExchange exchange) {
        String right = exchange.getRequestHeaders().getFirst("Authorization");
        if (right == null || !right.startsWith("Basic ")) {
            return Optional.empty();
        }
        String[] pair =
                new String(Base64.getDecoder().decode(right.substring(6)), StandardCharsets.UTF_8)
                        .split(":", 2);
        return pair.length == 2 && pair[0].equals("x-access-token")
                ? Optional.ofNullable(LOGINS.get(pair[1]))
                : Optional.empty();
    }

    private void pass(HttpExchange exchange, boolean stops)
            throws IOException, InterruptedException {
        String here = apiUrl();
        var request =
                HttpRequest.newBuilder(URI.create(here + exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                BodyPublishers.ofByteArray(
                                        exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!OF_A_CONNECTION.contains(
                                    name.toLowerCase(java.util.Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        forked(exchange, answer);
        graph.shown(answer.body());
        if (stops) {
            stop.after().run();
        }
        answer.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!OF_A_CONNECTION.contains(name) && !name.startsWith(":")) {
                                values.forEach(
                                        value ->
                                                exchange.getResponseHeaders()
                                                        .add(name, value.replace(here, url())));
                            }
                        });
        byte[] body =
                seenBy(exchange, answer.body())
                        .replace(here, url())
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Of one repository emulate says to everybody that they may do all with it. */
    private static String seenBy(HttpExchange exchange, String answer) {
        Matcher repository = REPOSITORY.matcher(exchange.getRequestURI().getPath());
        String right = exchange.getRequestHeaders().getFirst("Authorization");
        return repository.matches()
                        && right != null
                        && right.endsWith(BOB)
                        && !repository.group(1).equals("bob")
                ? answer.replace("\"push\":true", "\"push\":false")
                : answer;
    }

    /** A fork at the API is one of git too. */
    private void forked(HttpExchange exchange, HttpResponse<String> answer)
            throws IOException, InterruptedException {
        Matcher fork =
                Pattern.compile("/repos/([a-z]+)/([a-z0-9]+)/forks")
                        .matcher(exchange.getRequestURI().getPath());
        if (exchange.getRequestMethod().equals("POST")
                && fork.matches()
                && answer.statusCode() == 202) {
            Path to = repositories.resolve("bob/" + fork.group(2) + ".git");
            Files.createDirectories(to.getParent());
            new ProcessBuilder(
                            "git",
                            "clone",
                            "-q",
                            "--bare",
                            repositories
                                    .resolve(fork.group(1) + "/" + fork.group(2) + ".git")
                                    .toString(),
                            to.toString())
                    .start()
                    .waitFor();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        emulate.close();
    }
}
