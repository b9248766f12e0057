package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the tools that a harness offers are used for what a scenario wants. Pure. */
record Tools(Map<String, JsonNode> offered, String directory) {
    private static final List<String> SHELLS =
            List.of(
                    "bash",
                    "Bash",
                    "exec_command",
                    "shell_command",
                    "shell",
                    "run_shell_command",
                    "execute_command");
    private static final List<String> WRITERS =
            List.of("write", "Write", "write_file", "create_file");
    private static final Pattern CWD =
            Pattern.compile("(?:<cwd>|[Ww]orking directory: ?)([^<\n]+)");

    static Tools of(Conversation conversation) {
        String said = conversation.system() + "\n" + String.join("\n", conversation.users());
        Matcher found = CWD.matcher(said);
        return new Tools(conversation.tools(), found.find() ? found.group(1).strip() : "");
    }

    Optional<Call.Asked> run(Action.Run run) {
        return shell(run.command(), run.escalates());
    }

    Optional<Call.Asked> edit(Action.Edit edit) {
        Optional<String> writer = first(WRITERS);
        if (writer.isPresent()) {
            JsonNode schema = schema(writer.get());
            ObjectNode input = object();
            input.put(property(schema, "filePath", "file_path", "path"), absolute(edit.path()));
            input.put(property(schema, "content", "contents", "text"), edit.text());
            return Optional.of(new Call.Asked(writer.get(), input));
        }
        String patch = patch(edit);
        if (offered.containsKey("apply_patch")) {
            JsonNode schema = schema("apply_patch");
            return Optional.of(
                    new Call.Asked(
                            "apply_patch",
                            schema.path("properties").isEmpty()
                                    ? TextNode.valueOf(patch)
                                    : object().put(property(schema, "input", "patch"), patch)));
        }
        return shell("apply_patch <<'PATCH'\n" + patch + "PATCH\n", false);
    }

    private static String patch(Action.Edit edit) {
        var patch = new StringBuilder("*** Begin Patch\n*** Add File: " + edit.path() + "\n");
        edit.text().lines().forEach(line -> patch.append('+').append(line).append('\n'));
        return patch + "*** End Patch\n";
    }

    private Optional<Call.Asked> shell(String command, boolean escalates) {
        return first(SHELLS).map(tool -> new Call.Asked(tool, shell(tool, command, escalates)));
    }

    private ObjectNode shell(String tool, String command, boolean escalates) {
        JsonNode schema = schema(tool);
        String name = property(schema, "command", "cmd");
        ObjectNode input = object();
        if ("array".equals(schema.path("properties").path(name).path("type").asText())) {
            input.putArray(name).add("bash").add("-lc").add(command);
        } else {
            input.put(name, command);
        }
        for (JsonNode needed : schema.path("required")) {
            if (!input.has(needed.asText())) {
                input.put(needed.asText(), "Runs a command");
            }
        }
        if (escalates && schema.path("properties").has("sandbox_permissions")) {
            input.put("sandbox_permissions", "require_escalated");
            input.put("justification", "May this be run?");
        }
        return input;
    }

    Optional<Call.Asked> ask(Action.Ask ask) {
        return first(List.of("request_user_input", "AskUserQuestion", "question"))
                .map(
                        tool -> {
                            ObjectNode input = object();
                            ObjectNode question = input.putArray("questions").addObject();
                            question.put("id", "answer").put("header", "Question");
                            question.put("question", ask.question()).put("multiSelect", false);
                            var options = question.putArray("options");
                            ask.options()
                                    .forEach(
                                            each ->
                                                    options.addObject()
                                                            .put("label", each)
                                                            .put("description", each));
                            return new Call.Asked(tool, input);
                        });
    }

    Optional<Call.Asked> plan(Action.Plan plan) {
        return first(List.of("todowrite", "TodoWrite", "update_plan"))
                .map(
                        tool -> {
                            boolean isPlan = tool.equals("update_plan");
                            ObjectNode input = object();
                            var entries = input.putArray(isPlan ? "plan" : "todos");
                            for (String step : plan.steps()) {
                                entries.addObject()
                                        .put(isPlan ? "step" : "content", step)
                                        .put("status", "pending")
                                        .put("priority", "medium")
                                        .put("activeForm", step);
                                if (isPlan) {
                                    ((ObjectNode) entries.get(entries.size() - 1))
                                            .remove(List.of("priority", "activeForm"));
                                }
                            }
                            return new Call.Asked(tool, input);
                        });
    }

    private Optional<String> first(List<String> names) {
        return names.stream().filter(offered::containsKey).findFirst();
    }

    private JsonNode schema(String tool) {
        return offered.getOrDefault(tool, object());
    }

    private static String property(JsonNode schema, String... names) {
        for (String name : names) {
            if (schema.path("properties").has(name)) {
                return name;
            }
        }
        return names[0];
    }

    private String absolute(String path) {
        return path.startsWith("/") || directory.isEmpty() ? path : directory + "/" + path;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
