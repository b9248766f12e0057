package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What agents have spent in a calendar month (UTC), and what their owners may spend in one. */
@Path("/api/spend")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SpendResource {
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    private static final long MOST_TOKENS = 1_000_000_000_000_000L;
    private static final Usd MOST_MONEY = Usd.dollars(1_000_000);

    private final CurrentActor current;
    private final UserStore users;
    private final SpendStore spend;
    private final Amount usual;
    private final Clock clock;

    SpendResource(
            CurrentActor current,
            UserStore users,
            SpendStore spend,
            MetersConfig config,
            Clock clock) {
        this.current = current;
        this.users = users;
        this.spend = spend;
        this.usual = new Amount(config.ownerTokens(), Usd.dollars(config.ownerMoney()));
        this.clock = clock;
    }

    /**
     * An owner's month.
     *
     * @param tokens of all agents, both ways
     * @param estimated what of the money is our estimate
     * @param cap what may be used in a month
     */
    record SpendView(
            String month,
            String owner,
            long tokens,
            Usd money,
            Usd estimated,
            Amount cap,
            List<SpendStore.Line> agents) {}

    record OwnersView(String month, List<SpendStore.Line> owners) {}

    /**
     * How much an owner's agents may use in a month; what is left out stays as it is.
     *
     * @param money US dollars, as text or as a number
     */
    record AskedCaps(@Nullable Long tokens, @Nullable String money) {}

    /** One's own; of somebody else with {@code owner}, which owners and admins may ask. */
    @GET
    public SpendView mine(
            @QueryParam("month") @Nullable String month,
            @QueryParam("owner") @Nullable String owner) {
        Actor actor = current.actor();
        User user =
                owner == null
                        ? users.withId(actor.userId()).orElseThrow(SpendResource::nobody)
                        : users.mustBeNamed(owner);
        current.require(Resource.account(user), Verb.READ_SPENDING);
        return view(user, month(month));
    }

    @GET
    @Path("/owners")
    public OwnersView owners(@QueryParam("month") @Nullable String month) {
        current.require(Resource.installation(), Verb.READ_SPENDING);
        String of = month(month);
        return new OwnersView(of, spend.owners(of));
    }

    @PUT
    @Path("/owners/{owner}")
    @Consumes(MediaType.APPLICATION_JSON)
    public SpendView cap(@PathParam("owner") String owner, @Nullable AskedCaps asked) {
        current.actor();
        User user = users.mustBeNamed(owner);
        current.require(Resource.account(user), Verb.RAISE_CAP);
        if (asked == null || (asked.tokens() == null && asked.money() == null)) {
            throw new Failure(
                    ProblemType.INVALID,
                    "Say how much: {\"money\": \"300\"}, {\"tokens\": 1000000}");
        }
        spend.cap(user.id(), tokens(asked.tokens()), money(asked.money()));
        return view(user, month(null));
    }

    private SpendView view(User user, String month) {
        List<SpendStore.Line> agents = spend.agents(user.id(), month);
        Amount sum = Amount.NOTHING;
        Usd estimated = Usd.ZERO;
        for (SpendStore.Line each : agents) {
            sum = sum.plus(new Amount(each.tokens(), each.money()));
            estimated = estimated.plus(each.estimated());
        }
        return new SpendView(
                month,
                user.name(),
                sum.tokens(),
                sum.money(),
                estimated,
                spend.caps(user.id(), usual),
                agents);
    }

    private String month(@Nullable String asked) {
        if (asked == null) {
            return Month.of(clock.instant());
        }
        if (!MONTH.matcher(asked).matches()) {
            throw new Failure(ProblemType.INVALID, "A month is written as 2026-01.");
        }
        return asked;
    }

    private static @Nullable Long tokens(@Nullable Long asked) {
        if (asked != null && (asked < 0 || asked > MOST_TOKENS)) {
            throw new Failure(
                    ProblemType.INVALID, "The cap of tokens is between 0 and " + MOST_TOKENS + ".");
        }
        return asked;
    }

    private static @Nullable Usd money(@Nullable String asked) {
        if (asked == null) {
            return null;
        }
        String wrong =
                "The cap of money is an amount of US dollars, such as 300 or 99.50, up to "
                        + MOST_MONEY.decimal()
                        + ".";
        try {
            Usd money = Usd.of(asked);
            if (money.micros() >= 0 && money.compareTo(MOST_MONEY) <= 0) {
                return money;
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(ProblemType.INVALID, wrong, e);
        }
        throw new Failure(ProblemType.INVALID, wrong);
    }

    private static Failure nobody() {
        return new Failure(ProblemType.NOT_FOUND, "There is no such user any more.");
    }
}
