package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        description = {
            "Sign in.",
            "Without a link: make one for the browser (on the control plane's machine).",
            "With a link: sign this client in, and keep its token."
        })
final class LoginCommand extends Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "LINK",
            description = "From `ratoon login` or `ratoon user add`; - reads it from the input.")
    @Nullable String link;

    @Option(names = "--no-browser", description = "Only print the link.")
    boolean noBrowser;

    @Override
    void run() {
        if (link == null) {
            mint();
        } else {
            exchange(link.equals("-") ? Secrets.read(ratoon().around(), "Link: ") : link);
        }
    }

    private void mint() {
        JsonNode minted = api().post("/api/login-links", Json.object());
        output().show(minted, Links::forPeople);
        LocalServer local = ratoon().local();
        if (!noBrowser && !output().json() && local != null && ratoon().around().terminal()) {
            Browser.open(ratoon().around(), local.home(), minted.path("link").asText());
        }
    }

    private void exchange(String link) {
        URI target = ratoon().url == null ? Urls.base(Links.address(link)) : ratoon().target();
        ObjectNode body =
                Json.object(
                        "code", Links.code(link), "client", "cli", "name", "client on " + host());
        JsonNode session = ratoon().api(target, null).post("/api/login", body);
        String user = userName(session.path("user"));
        ratoon().credentials().keep(target, session.path("token").asText(), user);
        output().show(
                        ((ObjectNode) session).without("token"),
                        answer -> "Signed in to " + target + " as " + Output.printable(user) + ".");
    }

    private static String userName(JsonNode user) {
        return user.isObject() ? user.path("name").asText() : user.asText();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine without a name";
        }
    }
}
