package dev.ratoon.controlplane.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.demo.Demo;
import dev.ratoon.environments.Confinement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final String LINK = "http://127.0.0.1:7070/#code=ratoon_c_x";

    @Test
    void theFirstStartOnALaptop() {
        assertEquals(
                """
                Ratoon 0.1.0
                  Java       25.0.1 (Eclipse Adoptium)
                  Database   embedded PostgreSQL 18.4
                  Data       /home/ann/ratoon (made by this start)
                  Log        /home/ann/ratoon/log/control-plane.log
                  Sandboxes  bubblewrap 0.8.0, tried: no host files, network or processes inside
                Ready in 1.9 s at http://127.0.0.1:7070

                Sign in, once, within five minutes:
                  http://127.0.0.1:7070/#code=ratoon_c_x

                Then try, in another terminal:
                  ./ratoon status
                  ./ratoon start --repo FOLDER 'make test'

                Ctrl-C ends it.
                """,
                Account.of(facts(true, new Confinement.Bubblewrap("0.8.0"), LINK, null)));
    }

    @Test
    void overSshItTellsHowToReachIt() {
        var ssh = new Facts.Ssh("ann", "192.0.2.7");

        String account = Account.of(facts(false, new Confinement.UtilLinux("2.38.1"), LINK, ssh));

        assertTrue(account.contains("  ssh -L 7070:127.0.0.1:7070 ann@192.0.2.7\n"), account);
    }

    @Test
    void overSshToOneThatListensForOthersNoTunnelIsNeeded() {
        var ssh = new Facts.Ssh("ann", "192.0.2.7");

        String account =
                Account.of(
                        facts(
                                "https://ratoon.example:7070",
                                false,
                                new Confinement.UtilLinux("2.38.1"),
                                LINK,
                                ssh));

        assertTrue(!account.contains("ssh -L"), account);
    }

    @Test
    void withoutConfinementItTellsWhatToType() {
        var none =
                new Confinement.Unavailable("bubblewrap is not installed", "sudo dnf install it");

        String account = Account.of(facts(false, none, LINK, null));

        assertTrue(account.contains("cannot be confined yet: bubblewrap is not installed\n"));
        assertTrue(account.contains("Next: sudo dnf install it\n"), account);
    }

    @Test
    void podsAreToldAsWhatTheyAre() {
        var pods = new Confinement.Pods("one pod each in the namespace sandboxes");

        String account = Account.of(facts(false, pods, LINK, null));

        assertTrue(account.contains("one pod each in the namespace sandboxes\n"), account);
    }

    @Test
    void withoutTheApiThereIsNoLink() {
        String account = Account.of(facts(false, new Confinement.Bubblewrap("0.8.0"), null, null));

        assertTrue(!account.contains("Sign in"), account);
    }

    @Test
    void anSshSessionIsKnownByItsVariable() {
        assertEquals(
                new Facts.Ssh("ann", "10.0.0.2"),
                Running.ssh(Map.of("SSH_CONNECTION", "10.0.0.1 55 10.0.0.2 22", "USER", "ann")));
    }

    @Test
    void theBrowserOpensOnADesktopOfTheUsersOwnOnly() {
        var screen = Map.of("DISPLAY", ":0");
        assertEquals(Optional.of(List.of("xdg-open")), Desktop.opener("Linux", screen));
        assertEquals(Optional.of(List.of("open")), Desktop.opener("Mac OS X", Map.of()));
        assertEquals(Optional.empty(), Desktop.opener("Linux", Map.of()));
        assertEquals(
                Optional.empty(),
                Desktop.opener("Linux", Map.of("DISPLAY", ":0", "SSH_CONNECTION", "a b c d")));
    }

    @Test
    void aDemoSaysWhereToLookAndOneThatCannotBeginSaysWhy() {
        var installing = new Demo.Thinking.Installing("demo-opencode-0000bb");
        String account = Account.of(demo(working(installing)));
        assertTrue(account.contains("a failing test in /home/ann/ratoon/demo/x, twice:"), account);
        assertTrue(account.contains("lines of a prompt: demo-shell-0000aa\n"), account);
        assertTrue(account.contains("a scripted model: demo-opencode-0000bb\n"), account);
        assertTrue(account.contains("\n  ./ratoon logs -f demo-opencode-0000bb\n"), account);
        assertTrue(account.contains("\n  ./ratoon diff demo-shell-0000aa\n"), account);
        assertTrue(account.endsWith("\nCtrl-C ends it.\n"), account);
        account = Account.of(demo(new Demo.Begun.Not("The disk is full.")));
        assertTrue(account.contains("There is no demo: The disk is full.\n  Next: "), account);
    }

    @Test
    void aDemoWithoutItsModelGoesOnWithTheShell() {
        var missing = new Demo.Thinking.Not("its model does not run");
        String account = Account.of(demo(working(missing)));
        assertTrue(account.contains("OpenCode does not, for its model does not run."), account);
        assertTrue(account.contains("\n  ./ratoon logs -f demo-shell-0000aa\n"), account);
    }

    private static Demo.Begun working(Demo.Thinking thinking) {
        return new Demo.Begun.Working(
                "demo-shell-0000aa", Path.of("/home/ann/ratoon/demo/x"), thinking);
    }

    private static Facts demo(Demo.Begun begun) {
        Facts facts = facts(false, new Confinement.Bubblewrap("0.8.0"), null, null);
        return new Facts(
                facts.version(),
                facts.java(),
                facts.database(),
                facts.home(),
                facts.firstStart(),
                facts.log(),
                facts.confinement(),
                facts.url(),
                facts.took(),
                facts.link(),
                facts.ssh(),
                facts.authority(),
                begun);
    }

    private static Facts facts(
            boolean first,
            Confinement confinement,
            @Nullable String link,
            Facts.@Nullable Ssh ssh) {
        return facts("http://127.0.0.1:7070", first, confinement, link, ssh);
    }

    private static Facts facts(
            String url,
            boolean first,
            Confinement confinement,
            @Nullable String link,
            Facts.@Nullable Ssh ssh) {
        return new Facts(
                "0.1.0",
                "25.0.1 (Eclipse Adoptium)",
                "embedded PostgreSQL 18.4",
                Path.of("/home/ann/ratoon"),
                first,
                Path.of("/home/ann/ratoon/log/control-plane.log"),
                confinement,
                url,
                Duration.ofMillis(1_930),
                link,
                ssh,
                null,
                null);
    }
}
