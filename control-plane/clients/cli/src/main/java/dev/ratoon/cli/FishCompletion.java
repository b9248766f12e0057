package dev.ratoon.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What picocli lacks: completion for fish, two levels of verbs and their options. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandLine root) {
        var text = new StringBuilder("complete -c ratoon -f\n");
        options(text, root, "");
        for (Map.Entry<String, CommandLine> verb : root.getSubcommands().entrySet()) {
            String name = verb.getKey();
            offer(text, "__fish_use_subcommand", name, verb.getValue());
            String within = "__fish_seen_subcommand_from " + name;
            String words = String.join(" ", verb.getValue().getSubcommands().keySet());
            options(text, verb.getValue(), " -n '" + within + "'");
            for (Map.Entry<String, CommandLine> second :
                    verb.getValue().getSubcommands().entrySet()) {
                offer(
                        text,
                        within + "; and not __fish_seen_subcommand_from " + words,
                        second.getKey(),
                        second.getValue());
                options(
                        text,
                        second.getValue(),
                        " -n '"
                                + within
                                + "; and __fish_seen_subcommand_from "
                                + second.getKey()
                                + "'");
            }
        }
        return text.toString();
    }

    private static void offer(StringBuilder text, String when, String name, CommandLine command) {
        text.append("complete -c ratoon -n '")
                .append(when)
                .append("' -a ")
                .append(name)
                .append(" -d ")
                .append(quoted(first(command.getCommandSpec().usageMessage().description())))
                .append('\n');
    }

    private static void options(StringBuilder text, CommandLine command, String condition) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.inherited()) {
                continue;
            }
            text.append("complete -c ratoon").append(condition);
            for (String name : option.names()) {
                boolean isLong = name.startsWith("--");
                text.append(isLong ? " -l " : " -s ").append(name.substring(isLong ? 2 : 1));
            }
            text.append(option.arity().max() > 0 ? " -r -F" : "")
                    .append(" -d ")
                    .append(quoted(first(option.description())))
                    .append('\n');
        }
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
