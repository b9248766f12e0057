package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "key",
        description =
                "Your ssh key for git hosts, made if there is none: the line that belongs into your"
                        + " account there. Its private half never leaves Ratoon.")
final class GitHostKeyCommand extends Verb {
    static final String PATH = "/api/ssh-key";

    @Option(names = "--renew", description = "Throw the old one away and make another; it asks.")
    boolean renew;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    void run() {
        if (renew) {
            if (!yes) {
                Confirmation.of(
                        ratoon().around(),
                        "Your ssh key is thrown away, and another one made. Until you have added the"
                                + " new one at each host, agents on repositories over ssh are not"
                                + " fetched for and cannot be published.",
                        "Your key stays as it is.");
            }
            JsonNode _ = api().delete(PATH);
        }
        JsonNode key = api().put(PATH, Json.object());
        output().show(key, made -> Output.text(made, "publicKey"));
        output().aside(
                        "Add that line to your account at the git host, or to one repository there"
                                + " as a deploy key that may write. Then:"
                                + " ratoon git-host add ssh://USER@HOST/PATH");
    }
}
