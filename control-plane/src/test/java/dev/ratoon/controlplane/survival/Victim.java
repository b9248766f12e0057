package dev.ratoon.controlplane.survival;

import dev.ratoon.controlplane.agents.Eventually;

/** Which process is killed, and how a turn may end that was under way in it. */
enum Victim {
    CONTROL_PLANE(""),
    DATABASE(""),
    RUNNER("dev.ratoon.runner.Main"),
    HANDS("dev.ratoon.runner.hands.Main"),
    HARNESS("dev.ratoon.runner.shell.Main");

    private final String program;

    Victim(String program) {
        this.program = program;
    }

    /** What a person starts again is running when this returns. */
    void kill(Product product, Incarnation sandbox) throws Exception {
        switch (this) {
            case CONTROL_PLANE -> product.kill();
            case DATABASE -> product.killDatabase();
            case RUNNER, HANDS, HARNESS ->
                    Eventually.get(
                                    "a " + this,
                                    () -> sandbox.programs(program),
                                    found -> !found.isEmpty())
                            .forEach(ProcessHandle::destroyForcibly);
        }
        if (!product.runs()) {
            product.up();
        }
    }

    /** Whether a turn may end so: one that had not reached the victim yet finishes in the next. */
    boolean allows(String outcome) {
        return switch (this) {
            case CONTROL_PLANE, DATABASE -> outcome.equals("finished");
            case RUNNER -> outcome.matches("interrupted|finished");
            case HANDS -> outcome.matches("interrupted|failed|finished");
            case HARNESS -> outcome.matches("failed|finished");
        };
    }
}
