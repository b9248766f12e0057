package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.basis.Nearest;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the process begins: {@code ./ratoon up} ends here. */
@QuarkusMain
public class Main {
    public static void main(String... args) {
        var line = new CommandLine(new Up());
        line.setParameterExceptionHandler(
                (wrong, _) -> {
                    System.err.println(wrong.getMessage() + nearest(wrong));
                    System.err.println("Next: ./ratoon up --help");
                    return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
                });
        int exit = line.execute(args);
        // In dev mode this method is run again after each change, in the same process.
        if (!LaunchMode.current().isDev()) {
            System.exit(exit);
        }
    }

    private static String nearest(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unmatched
                ? Nearest.to(
                                unmatched.getUnmatched().getFirst(),
                                wrong.getCommandLine().getCommandSpec().optionsMap().keySet())
                        .map(meant -> ". The nearest is '" + meant + "'.")
                        .orElse("")
                : "";
    }
}
