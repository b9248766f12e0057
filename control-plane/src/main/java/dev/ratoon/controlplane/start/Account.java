package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.demo.Demo;
import dev.ratoon.environments.Confinement;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What {@code ./ratoon up} says when it is ready: a pure function of the facts. */
final class Account {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private Account() {}

    static String of(Facts facts) {
        var text = new StringBuilder();
        text.append("Ratoon ").append(facts.version()).append('\n');
        row(text, "Java", facts.java());
        row(text, "Database", facts.database());
        row(text, "Data", facts.home() + (facts.firstStart() ? " (made by this start)" : ""));
        row(text, "Log", facts.log().toString());
        sandboxes(text, facts.confinement());
        text.append(
                String.format(
                        Locale.ROOT,
                        "Ready in %.1f s at %s%n",
                        facts.took().toMillis() / 1000.0,
                        facts.url()));
        var authority = facts.authority();
        if (authority != null) {
            trust(text, authority);
        }
        if (facts.link() != null) {
            signIn(text, facts, facts.link());
        }
        switch (facts.demo()) {
            case Demo.Begun.Working working -> demo(text, working);
            case Demo.Begun.Not(String why) ->
                    text.append("\nThere is no demo: ")
                            .append(why)
                            .append("\n  Next: mend that, then ./ratoon up --demo\n");
            case null -> {}
        }
        return text.append("\nCtrl-C ends it.\n").toString();
    }

    private static void sandboxes(StringBuilder text, Confinement confinement) {
        switch (confinement) {
            case Confinement.Bubblewrap found -> row(text, "Sandboxes", found.description());
            case Confinement.UtilLinux found -> row(text, "Sandboxes", found.description());
            case Confinement.Pods found -> row(text, "Sandboxes", found.description());
            case Confinement.Unavailable none -> {
                row(text, "Sandboxes", "cannot be confined yet: " + none.reason());
                row(text, "", "Next: " + none.nextStep());
            }
        }
    }

    private static void trust(StringBuilder text, Facts.Authority authority) {
        String file = "'" + authority.file() + "'";
        text.append(
                "\nIts certificate is of a local authority. Trust that once, on each machine:\n");
        row(text, "File", authority.file().toString());
        row(text, "SHA-256", authority.fingerprint());
        row(
                text,
                "Debian",
                "sudo cp "
                        + file
                        + " /usr/local/share/ca-certificates/ratoon.crt"
                        + " && sudo update-ca-certificates");
        row(text, "Fedora", "sudo trust anchor " + file);
        row(
                text,
                "macOS",
                "sudo security add-trusted-cert -d -r trustRoot"
                        + " -k /Library/Keychains/System.keychain ca.pem");
        row(text, "Windows", "certutil -addstore -f ROOT ca.pem (as administrator)");
        row(text, "Phone", "send it the file, open it, and trust it in the settings");
        row(text, "Firefox", "Settings, Certificates, View, Authorities, Import");
    }

    private static void signIn(StringBuilder text, Facts facts, String link) {
        var ssh = facts.ssh();
        var url = URI.create(facts.url());
        // Who listens for others is reached as it is.
        if (ssh != null && LOOPBACK.contains(url.getHost())) {
            text.append("\nYou are here over SSH. On your own machine, first:\n  ");
            text.append(
                    "ssh -L %1$d:%2$s:%1$d %3$s@%4$s%n"
                            .formatted(url.getPort(), url.getHost(), ssh.user(), ssh.address()));
        }
        text.append("\nSign in, once, within five minutes:\n  ").append(link).append('\n');
        text.append("\nThen try, in another terminal:\n");
        text.append("  ./ratoon status\n  ./ratoon start --repo FOLDER 'make test'\n");
    }

    private static void demo(StringBuilder text, Demo.Begun.Working working) {
        String agent = working.agent();
        String second = agent;
        text.append("\nThe demo mends a failing test in ").append(working.repository());
        switch (working.thinking()) {
            case Demo.Thinking.Installing(String name) -> {
                second = name;
                text.append(", twice:\n");
                works(text, agent);
                text.append("  OpenCode, installed from npm first, with a scripted model: ")
                        .append(name)
                        .append('\n');
            }
            case Demo.Thinking.Not(String why) -> {
                text.append(":\n");
                works(text, agent);
                text.append("  OpenCode does not, for ").append(why).append(".\n");
            }
        }
        text.append("Watch, look at what was done, and tell one more:\n");
        text.append("  ./ratoon logs -f ").append(second).append('\n');
        text.append("  ./ratoon diff ").append(agent).append('\n');
        text.append("  ./ratoon exec -t ").append(agent).append(" -- sh\n");
        text.append("Let it ask before it acts, and say yes or no:\n");
        text.append("  ./ratoon mode ").append(agent).append(" normal\n");
        text.append("  ./ratoon send ").append(agent).append(" 'rm test.sh'\n");
        text.append("  ./ratoon decisions\n");
    }

    private static void works(StringBuilder text, String agent) {
        text.append("  the shell, at once, with the lines of a prompt: ").append(agent);
        text.append('\n');
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-10s %s%n", name, value));
    }
}
