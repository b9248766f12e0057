package dev.ratoon.cli;

import picocli.CommandLine.ParameterException;

/** A verb that needs a second word. */
abstract class Group extends Verb {
    @Override
    final void run() {
        String known = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(
                spec.commandLine(), "'" + spec.qualifiedName() + "' needs one of: " + known + ".");
    }
}
