package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "team",
        description = "Teams and who is in them.",
        subcommands = {
            TeamCommand.Add.class,
            TeamCommand.All.class,
            TeamCommand.Remove.class,
            TeamCommand.Member.class
        })
final class TeamCommand extends Group {
    @Command(name = "add", description = "Make a team.")
    @SuppressWarnings("NullAway.Init")
    static final class Add extends Verb {
        @Parameters(paramLabel = "TEAM", description = "A short name: payments.")
        String team;

        @Override
        void run() {
            JsonNode made = api().post("/api/teams", Json.object("name", team));
            output().show(
                            made,
                            _ ->
                                    "The team "
                                            + team
                                            + " is there. Next: ratoon team member "
                                            + team
                                            + " USER");
        }
    }

    @Command(name = "list", description = "All teams and their members.")
    static final class All extends Verb {
        @Override
        void run() {
            output().show(api().get("/api/teams"), All::forPeople);
        }

        private static String forPeople(JsonNode teams) {
            Table table = new Table("TEAM", "MEMBERS");
            teams.forEach(team -> table.row(Output.text(team, "name"), members(team)));
            return table.render("No teams. Make one: ratoon team add NAME");
        }

        private static String members(JsonNode team) {
            List<String> members = new ArrayList<>();
            for (JsonNode member : team.path("members")) {
                String name = Output.text(member, member.has("user") ? "user" : "name");
                members.add(name + " (" + Output.text(member, "role") + ")");
            }
            return String.join(", ", members);
        }
    }

    @Command(name = "remove", description = "Remove a team; its members stay users.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "TEAM", description = "As `ratoon team list` has it.")
        String team;

        @Override
        void run() {
            JsonNode answer = api().delete(Paths.of("/api/teams", team));
            output().show(answer, _ -> "The team " + team + " is gone.");
        }
    }

    @Command(name = "member", description = "Put a user into a team, or out of it.")
    @SuppressWarnings("NullAway.Init")
    static final class Member extends Verb {
        @Parameters(index = "0", paramLabel = "TEAM", description = "The team.")
        String team;

        @Parameters(index = "1", paramLabel = "USER", description = "The user.")
        String user;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "member",
                description = "owner, admin, member or viewer (${DEFAULT-VALUE}).")
        String role;

        @Option(names = "--remove", description = "Out of it.")
        boolean remove;

        @Override
        void run() {
            String path = Paths.of("/api/teams", team, "members", user);
            if (remove) {
                output().show(api().delete(path), _ -> user + " is out of " + team + ".");
            } else {
                JsonNode put = api().put(path, Json.object("role", role));
                output().show(put, _ -> user + " is in " + team + " as " + role + ".");
            }
        }
    }
}
