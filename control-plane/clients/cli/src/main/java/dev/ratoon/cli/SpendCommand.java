package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "spend",
        description = "What agents have spent on models in a month; what an owner may spend.")
final class SpendCommand extends Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "OWNER",
            description = "Whose agents; your own without it.")
    @Nullable String owner;

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "Another month than this.")
    @Nullable String month;

    @Option(names = "--owners", description = "A line for each owner.")
    boolean owners;

    @Mixin CapOptions caps = new CapOptions();

    @Override
    void run() {
        if (caps.isGiven()) {
            change();
        } else if (owners) {
            JsonNode all = api().get(Paths.query("/api/spend/owners", "month", month));
            output().show(all, spend -> table("OWNER", spend.path("owners")));
        } else {
            String path = Paths.query("/api/spend", "owner", owner, "month", month);
            output().show(api().get(path), SpendCommand::forPeople);
        }
    }

    private void change() {
        if (owner == null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "Say whose agents may spend so much in a month.",
                    "ratoon spend OWNER --money USD");
        }
        ObjectNode change = Json.object();
        caps.into(change);
        JsonNode now = api().put(Paths.of("/api/spend/owners", owner), change);
        output().show(now, SpendCommand::line);
    }

    private static String forPeople(JsonNode spend) {
        return line(spend) + "\n\n" + table("AGENT", spend.path("agents"));
    }

    private static String line(JsonNode spend) {
        return Output.text(spend, "owner")
                + ", "
                + Output.text(spend, "month")
                + ": "
                + MoneyText.money(spend)
                + " of "
                + MoneyText.dollars(spend.path("cap"), "money")
                + ", "
                + MoneyText.tokens(spend.path("tokens").asLong())
                + " of "
                + MoneyText.tokens(spend.path("cap").path("tokens").asLong())
                + " tokens";
    }

    private static String table(String of, JsonNode lines) {
        Table table = new Table(of, "SPENT", "CALLS", "INPUT", "CACHED", "OUTPUT");
        lines.forEach(
                line ->
                        table.row(
                                Output.text(line, "name"),
                                MoneyText.money(line),
                                MoneyText.tokens(line.path("calls").asLong()),
                                MoneyText.tokens(line.path("input").asLong()),
                                MoneyText.tokens(line.path("cached").asLong()),
                                MoneyText.tokens(line.path("output").asLong())));
        return table.render("No model was called.");
    }
}
