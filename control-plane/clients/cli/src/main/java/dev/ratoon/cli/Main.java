package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where the client begins. */
public final class Main {
    private Main() {}

    public static void main(String... args) {
        System.exit(run(Surroundings.real(), args));
    }

    static int run(Surroundings around, String... args) {
        CommandLine line = commandLine(around, args);
        return line.execute(args);
    }

    static CommandLine commandLine(Surroundings around, String... args) {
        Ratoon ratoon = new Ratoon(around);
        CommandLine line = new CommandLine(ratoon);
        Verbs.addTo(line, args);
        line.setOut(new PrintWriter(around.out(), true, Charset.defaultCharset()));
        line.setErr(new PrintWriter(around.err(), true, Charset.defaultCharset()));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(around.colour() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(80);
        line.setExecutionExceptionHandler(
                (thrown, _, _) -> {
                    if (thrown instanceof CommandFailure failure) {
                        explain(ratoon, failure);
                        return failure.exit().code();
                    }
                    throw thrown;
                });
        line.setParameterExceptionHandler(
                (wrong, _) -> {
                    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
                    around.err().println(Wrong.inWords(wrong));
                    around.err().println("Next: " + spec.qualifiedName() + " --help");
                    return Exit.USAGE.code();
                });
        return line;
    }

    private static void explain(Ratoon ratoon, CommandFailure failure) {
        JsonNode problem = failure.problem();
        if (ratoon.json && problem != null) {
            ratoon.around().err().println(Json.write(problem));
            return;
        }
        ratoon.around().err().println(Output.printable(failure.getMessage()));
        if (failure.nextStep() != null) {
            ratoon.around().err().println("Next: " + Output.printable(failure.nextStep()));
        }
    }
}
