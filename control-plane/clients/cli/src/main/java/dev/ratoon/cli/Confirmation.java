package dev.ratoon.cli;

/** A question before what cannot simply be taken back. */
final class Confirmation {
    private Confirmation() {}

    static void of(Surroundings around, String what, String whenNot) {
        String answer = Secrets.answer(around, what + "\nType yes to go on: ");
        if (answer == null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    what + " Nobody can be asked here.",
                    "Say it again with --yes if that is what you want");
        }
        if (!answer.strip().equals("yes")) {
            throw new CommandFailure(Exit.REFUSED, whenNot, null);
        }
    }
}
