package dev.ratoon.controlplane.access;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Teams and who is in them. */
@Path("/api/teams")
@RunOnVirtualThread
class TeamResource {
    private final TeamStore teams;
    private final UserStore users;
    private final CurrentActor current;

    TeamResource(TeamStore teams, UserStore users, CurrentActor current) {
        this.teams = teams;
        this.users = users;
        this.current = current;
    }

    record NewTeam(@Nullable String name) {}

    record Place(@Nullable Role role) {}

    record MemberView(String name, Role role) {}

    /**
     * A team.
     *
     * @param mayShare whether the one who asks may make environments and personas that are its
     */
    record TeamView(String name, Instant createdAt, List<MemberView> members, boolean mayShare) {
        static TeamView of(Actor actor, Team team) {
            Resource shared = Resource.shared(actor.userId(), team.id());
            return new TeamView(
                    team.name(),
                    team.createdAt(),
                    team.members().stream()
                            .map(member -> new MemberView(member.name(), member.role()))
                            .toList(),
                    Authority.allows(actor, shared, Verb.CHANGE_ENVIRONMENT)
                            && Authority.allows(actor, shared, Verb.CHANGE_PERSONA));
        }
    }

    @GET
    public List<TeamView> list() {
        Actor actor = current.require(Resource.installation(), Verb.LIST_TEAMS);
        return teams.all().stream().map(team -> TeamView.of(actor, team)).toList();
    }

    @POST
    public TeamView create(@Nullable NewTeam asked) {
        Actor actor = current.require(Resource.installation(), Verb.CREATE_TEAM);
        if (asked == null || asked.name() == null) {
            throw new Failure(ProblemType.INVALID, "A new team needs a name.");
        }
        return TeamView.of(actor, teams.add(asked.name(), actor.userId()));
    }

    @DELETE
    @Path("/{name}")
    public void delete(@PathParam("name") String name) {
        Team team = teams.mustBeNamed(name);
        current.require(new Resource.Team(team.id()), Verb.DELETE_TEAM);
        teams.delete(team.id());
    }

    @PUT
    @Path("/{name}/members/{user}")
    public void setMember(
            @PathParam("name") String name,
            @PathParam("user") String userName,
            @Nullable Place place) {
        if (place == null || place.role() == null) {
            throw new Failure(ProblemType.INVALID, "A member needs a role.");
        }
        Team team = teams.mustBeNamed(name);
        User user = users.mustBeNamed(userName);
        requireChange(team, user, place.role());
        teams.setMember(team.id(), user.id(), place.role());
    }

    @DELETE
    @Path("/{name}/members/{user}")
    public void removeMember(@PathParam("name") String name, @PathParam("user") String userName) {
        Team team = teams.mustBeNamed(name);
        User user = users.mustBeNamed(userName);
        requireChange(team, user, Role.VIEWER);
        teams.removeMember(team.id(), user.id());
    }

    private void requireChange(Team team, User user, Role after) {
        Role more =
                team.members().stream()
                        .filter(member -> member.user().equals(user.id()))
                        .map(Team.Member::role)
                        .filter(before -> before.compareTo(after) < 0)
                        .findFirst()
                        .orElse(after);
        current.require(new Resource.Membership(team.id(), more), Verb.CHANGE_MEMBERS);
    }
}
