package dev.ratoon.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The first words of a command line, in the order of the help. */
final class Verbs {
    private static final Set<String> LAUNCHERS = Set.of("up", "down");
    private static final Map<String, Class<? extends Verb>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("up", LauncherVerbs.Up.class);
        ALL.put("down", LauncherVerbs.Down.class);
        ALL.put("status", StatusCommand.class);
        ALL.put("start", StartCommand.class);
        ALL.put("list", ListCommand.class);
        ALL.put("show", ShowCommand.class);
        ALL.put("logs", LogsCommand.class);
        ALL.put("send", SendCommand.class);
        ALL.put("queue", QueueCommand.class);
        ALL.put("stop", SteerCommands.Stop.class);
        ALL.put("pause", SteerCommands.Pause.class);
        ALL.put("resume", SteerCommands.Resume.class);
        ALL.put("mode", SteerCommands.Mode.class);
        ALL.put("mute", SteerCommands.Mute.class);
        ALL.put("unmute", SteerCommands.Unmute.class);
        ALL.put("rename", RenameCommand.class);
        ALL.put("limits", LimitsCommand.class);
        ALL.put("spend", SpendCommand.class);
        ALL.put("delete", DeleteCommand.class);
        ALL.put("decisions", DecisionsCommand.class);
        ALL.put("approve", AnswerCommands.Approve.class);
        ALL.put("deny", AnswerCommands.Deny.class);
        ALL.put("rules", RulesCommand.class);
        ALL.put("diff", DiffCommand.class);
        ALL.put("checkout", CheckoutCommand.class);
        ALL.put("pr", PrCommand.class);
        ALL.put("allow", AllowCommand.class);
        ALL.put("egress", EgressCommand.class);
        ALL.put("exec", ExecCommand.class);
        ALL.put("environment", EnvironmentCommand.class);
        ALL.put("persona", PersonaCommand.class);
        ALL.put("harnesses", HarnessesCommand.class);
        ALL.put("models", ModelsCommand.class);
        ALL.put("repositories", RepositoriesCommand.class);
        ALL.put("branches", BranchesCommand.class);

        ALL.put("version", VersionCommand.class);
        ALL.put("login", LoginCommand.class);
        ALL.put("logout", LogoutCommand.class);
        ALL.put("key", KeyCommand.class);
        ALL.put("github", GitHubCommand.class);
        ALL.put("git-host", GitHostCommand.class);
        ALL.put("backup", BackupCommand.class);
        ALL.put("restore", RestoreCommand.class);
        ALL.put("user", UserCommand.class);
        ALL.put("token", TokenCommand.class);
        ALL.put("team", TeamCommand.class);
        ALL.put("completion", CompletionCommand.class);
    }

    private Verbs() {}

    /**
     * Adds the verb that the line begins with, or all of them: describing a verb to picocli takes
     * longer than most verbs do. Completion describes them all.
     */
    static void addTo(CommandLine line, String... args) {
        Class<? extends Verb> meant = args.length == 0 ? null : ALL.get(args[0]);
        if (meant == null || meant == CompletionCommand.class) {
            ALL.forEach(line::addSubcommand);
        } else {
            line.addSubcommand(args[0], meant);
        }
        line.getSubcommands().forEach(Verbs::withoutWhatTheLauncherIgnores);
    }

    /** The launcher speaks to no API: what chooses one means nothing to it. */
    private static void withoutWhatTheLauncherIgnores(String verb, CommandLine line) {
        if (LAUNCHERS.contains(verb)) {
            CommandSpec spec = line.getCommandSpec();
            for (String option : List.of("--url", "--ca", "--json")) {
                spec.remove(spec.findOption(option));
            }
        }
    }
}
