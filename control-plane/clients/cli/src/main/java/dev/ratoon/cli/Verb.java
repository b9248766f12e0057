package dev.ratoon.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One thing to do. Ends with 0, or with a {@link CommandFailure}. Picocli fills its fields. */
@SuppressWarnings("NullAway.Init")
abstract class Verb implements Callable<Integer> {
    @Spec CommandSpec spec;

    abstract void run() throws IOException;

    @Override
    public final Integer call() throws IOException {
        run();
        return code();
    }

    /** What the process ends with when it went well. */
    int code() {
        return Exit.DONE.code();
    }

    final Ratoon ratoon() {
        return (Ratoon) spec.root().userObject();
    }

    final Api api() {
        return ratoon().api();
    }

    final Output output() {
        return ratoon().output();
    }
}
