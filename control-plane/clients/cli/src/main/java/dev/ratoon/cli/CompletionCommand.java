package dev.ratoon.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = {
            "Print what completes ratoon's verbs in a shell.",
            "bash, zsh: source <(./ratoon completion bash)",
            "fish:      ./ratoon completion fish | source"
        })
@SuppressWarnings("NullAway.Init")
final class CompletionCommand extends Verb {
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    Shell shell;

    @Override
    void run() {
        CommandLine line = spec.root().commandLine();
        output().line(
                        switch (shell) {
                            // Picocli's script turns bash's completion on in zsh by itself.
                            case bash, zsh -> AutoComplete.bash("ratoon", line);
                            case fish -> FishCompletion.of(line);
                        });
    }
}
