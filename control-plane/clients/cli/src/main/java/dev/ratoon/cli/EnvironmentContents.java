package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an environment says beside its script. Of a changed one, the rest stays as it is. */
final class EnvironmentContents {
    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = "Of all that runs in the workspace. Not for secrets: people see it.")
    List<String> variables = List.of();

    @Option(names = "--no-variable", paramLabel = "NAME", description = "Not that one any more.")
    List<String> noVariables = List.of();

    @Option(
            names = "--allow",
            paramLabel = "HOST",
            description = "May be reached: example.org, *.example.org, example.org:8443.")
    List<String> allow = List.of();

    @Option(names = "--no-allow", paramLabel = "HOST", description = "Not that one any more.")
    List<String> noAllow = List.of();

    @Option(
            names = "--allow-models",
            paramLabel = "RULE",
            description =
                    "Its agents' calls to models may break that rule: hosted-tools (tools that the"
                            + " provider runs), remote-urls (addresses that it fetches).")
    List<String> allowModels = List.of();

    @Option(
            names = "--no-allow-models",
            paramLabel = "RULE",
            description = "Not that one any more.")
    List<String> noAllowModels = List.of();

    @Option(
            names = "--save",
            paramLabel = "GLOB",
            description =
                    "Ignored files that its agents' checkpoints save all the same: .env, data/,"
                            + " **/*.sqlite. They are no part of a diff or a pull request.")
    List<String> save = List.of();

    @Option(names = "--no-save", paramLabel = "GLOB", description = "Not that any more.")
    List<String> noSave = List.of();

    @Option(
            names = "--refuse-path",
            paramLabel = "GLOB",
            description =
                    "Files that no push of its agents may change: .github/workflows/**, infra/,"
                            + " **/*.pem. You can allow a push once: ratoon allow AGENT paths.")
    List<String> refusePaths = List.of();

    @Option(names = "--no-refuse-path", paramLabel = "GLOB", description = "Not that any more.")
    List<String> noRefusePaths = List.of();

    @Option(
            names = "--refuse-secrets",
            negatable = true,
            description = "No push of its agents may add what looks like a key.")
    @Nullable Boolean refuseSecrets;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description =
                    "Of its agents' pods, of those that whoever operates Ratoon allows:"
                            + " example.org/tools/java:21. An empty one is the usual one.")
    @Nullable String image;

    @Option(names = "--memory", paramLabel = "MIB", description = "Of a sandbox.")
    @Nullable Integer memory;

    @Option(
            names = "--processor",
            paramLabel = "PERCENT",
            description = "Of a sandbox, in percent of one processor.")
    @Nullable Integer processor;

    @Option(names = "--processes", paramLabel = "N", description = "In a sandbox, at once.")
    @Nullable Integer processes;

    @Option(names = "--harness", paramLabel = "NAME", description = "For who names none.")
    @Nullable String harness;

    @Option(names = "--model", paramLabel = "NAME", description = "For who names none.")
    @Nullable String model;

    @Option(names = "--mode", paramLabel = "MODE", description = "For who names none.")
    @Nullable String mode;

    boolean isEmpty() {
        return variables.isEmpty()
                && noVariables.isEmpty()
                && allow.isEmpty()
                && noAllow.isEmpty()
                && allowModels.isEmpty()
                && noAllowModels.isEmpty()
                && save.isEmpty()
                && noSave.isEmpty()
                && refusePaths.isEmpty()
                && noRefusePaths.isEmpty()
                && refuseSecrets == null
                && image == null
                && memory == null
                && processor == null
                && processes == null
                && harness == null
                && model == null
                && mode == null;
    }

    void put(ObjectNode into, JsonNode before) {
        if (!variables.isEmpty() || !noVariables.isEmpty()) {
            into.set("variables", variables(before.path("variables")));
        }
        if (!allow.isEmpty() || !noAllow.isEmpty()) {
            into.set("allow", changed(before.path("allow"), allow, noAllow));
        }
        if (!allowModels.isEmpty() || !noAllowModels.isEmpty()) {
            into.set(
                    "allowModels", changed(before.path("allowModels"), allowModels, noAllowModels));
        }
        if (!save.isEmpty() || !noSave.isEmpty()) {
            into.set("save", changed(before.path("save"), save, noSave));
        }
        if (image != null) {
            into.put("image", image);
        }
        pushes(into, before);
        size(into, before, "memory", memory);
        size(into, before, "processor", processor);
        size(into, before, "processes", processes);
        usual(into, before, "harness", harness);
        usual(into, before, "model", model);
        usual(into, before, "mode", mode);
    }

    private ObjectNode variables(JsonNode before) {
        ObjectNode now = Json.object();
        before.properties().forEach(each -> now.set(each.getKey(), each.getValue()));
        for (String each : variables) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new CommandFailure(
                        Exit.USAGE, "'" + each + "' sets no variable.", "--variable NAME=VALUE");
            }
            now.put(each.substring(0, equals), each.substring(equals + 1));
        }
        now.remove(noVariables);
        return now;
    }

    private void pushes(ObjectNode into, JsonNode before) {
        if (!refusePaths.isEmpty() || !noRefusePaths.isEmpty()) {
            JsonNode paths = before.path("pushes").path("refusedPaths");
            group(into, before, "pushes")
                    .set("refusedPaths", changed(paths, refusePaths, noRefusePaths));
        }
        if (refuseSecrets != null) {
            group(into, before, "pushes").put("refuseSecrets", refuseSecrets);
        }
    }

    private static ArrayNode changed(JsonNode before, List<String> more, List<String> less) {
        Set<String> now = new LinkedHashSet<>();
        before.forEach(each -> now.add(each.asText()));
        now.addAll(more);
        less.forEach(now::remove);
        ArrayNode array = Json.object().putArray("all");
        now.forEach(array::add);
        return array;
    }

    private static void size(
            ObjectNode into, JsonNode before, String name, @Nullable Integer value) {
        if (value != null) {
            group(into, before, "size").put(name, value);
        }
    }

    private static void usual(
            ObjectNode into, JsonNode before, String name, @Nullable String value) {
        if (value != null) {
            group(into, before, "defaults").put(name, value);
        }
    }

    private static ObjectNode group(ObjectNode into, JsonNode before, String name) {
        if (into.get(name) instanceof ObjectNode begun) {
            return begun;
        }
        ObjectNode now = Json.object();
        before.path(name).properties().forEach(each -> now.set(each.getKey(), each.getValue()));
        into.set(name, now);
        return now;
    }
}
