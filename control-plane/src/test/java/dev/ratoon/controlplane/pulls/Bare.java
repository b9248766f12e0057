package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.login.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository of a host, made, changed and read by a real git. */
public record Bare(Path folder) {
    private static final List<String> AS_SOMEBODY =
            List.of("-c", "user.name=Eve", "-c", "user.email=eve@example.com");

    /** With the branch main, and README on it. */
    public static Bare in(Path folder) throws Exception {
        Files.createDirectories(folder);
        var made = new Bare(folder);
        made.git("init", "-q", "--bare", "-b", "main", ".");
        made.commit("main", "README", "hello\n");
        return made;
    }

    /** Somebody else adds a commit to a branch, which may be new. */
    public void commit(String branch, String file, String text) throws Exception {
        Path clone = Files.createTempDirectory("clone");
        var work = new Bare(clone);
        work.git("clone", "-q", folder.toString(), ".");
        boolean there = !git("branch", "--list", branch).isBlank();
        work.git(there ? List.of("checkout", "-q", branch) : List.of("checkout", "-qB", branch));
        Path written = clone.resolve(file);
        Files.createDirectories(written.getParent());
        Files.writeString(written, text);
        work.git("add", "-A");
        var commit = new ArrayList<>(AS_SOMEBODY);
        commit.addAll(List.of("commit", "-qm", "change " + file));
        work.git(commit);
        work.git("push", "-q", "origin", "HEAD:refs/heads/" + branch);
        new ProcessBuilder("rm", "-rf", clone.toString()).start().waitFor();
    }

    public String git(String... words) throws Exception {
        return git(List.of(words));
    }

    String git(List<String> words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of("-c", "safe.directory=*", "-c", "init.defaultBranch=main"));
        command.addAll(words);
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new AssertionError(words + "\n" + said);
        }
        return said.strip();
    }

    /** What an answer says was published is looked for here. */
    public void assertHas(Api.Answer published) throws Exception {
        assertEquals(200, published.status(), published.raw()::body);
        assertEquals(
                published.text("commit"),
                git("rev-parse", "refs/heads/" + published.text("branch")),
                published.raw()::body);
    }

    /** As GitHub lists them: https://docs.github.com/en/rest/branches/branches#list-branches */
    String branches() throws IOException {
        try {
            String all =
                    git(
                            "for-each-ref",
                            "--format={\"name\":\"%(refname:lstrip=2)\",\"protected\":false,"
                                    + "\"commit\":{\"sha\":\"%(objectname)\"}}",
                            "refs/heads");
            return "[" + all.replace("\n", ",") + "]";
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** All branches with their commits, to see that nothing else was written. */
    public String refs() throws Exception {
        return git("for-each-ref", "--format=%(refname)");
    }
}
