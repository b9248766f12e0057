package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.Spending;
import dev.ratoon.controlplane.life.Usd;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * What stands reserved, for all processes of the database. Reservations of one owner are made one
 * after the other, each upon one snapshot of what is used and reserved. How long one is alive is
 * the database's own time, which all processes share.
 */
@Singleton
class ReservationStore {
    /** Held until the end of the transaction. The number is ours among those of other locks. */
    private static final String LOCK =
            """
            select pg_advisory_xact_lock(
                ('x' || left(translate(owner_id::text, '-', ''), 16))::bit(64)::bigint
                # ('x' || right(translate(owner_id::text, '-', ''), 16))::bit(64)::bigint
                # x'7261746f6f6e10'::bigint)
            from agents where id = ?
            """;

    /** One statement, so that a call that ends meanwhile is either reserved in it or used. */
    private static final String STANDING =
            """
            with live as (select agent_id, owner_id, tokens, money from reservations
                where owner_id = (select owner_id from agents where id = ?) and alive_until > now())
            select a.facts,
                (select coalesce(sum(tokens), 0) from live where agent_id = a.id),
                (select coalesce(sum(money), 0) from live where agent_id = a.id),
                (select coalesce(sum(tokens), 0) from live),
                (select coalesce(sum(money), 0) from live),
                (select coalesce(sum(input + output), 0) from spending where owner_id = a.owner_id and month = ?),
                (select coalesce(sum(money), 0) from spending where owner_id = a.owner_id and month = ?),
                c.tokens, c.money, a.owner_id
            from agents a left join owner_caps c on c.owner_id = a.owner_id where a.id = ?
            """;

    private static final String RESERVE =
            """
            insert into reservations (id, agent_id, owner_id, tokens, money, provider, model, input, alive_until)
            values (?, ?, ?, ?, ?, ?, ?, ?, now() + interval '2 minutes')
            """;
    private static final String RENEW =
            "update reservations set alive_until = now() + interval '2 minutes' where id = any(?)";
    private static final String BURY =
            """
            delete from reservations where id in (select id from reservations where alive_until <= now()
                limit 100 for update skip locked)
            returning id, agent_id, provider, model, input
            """;

    private final DataSource database;

    ReservationStore(DataSource database) {
        this.database = database;
    }

    /** What is to be reserved. */
    record Wanted(UUID id, UUID agent, String provider, String model, Amount most, long input) {}

    /** What an agent and its owner may use where they have no caps of their own. */
    record Usual(Limits agent, Amount owner) {}

    /** As an agent stands while nobody else reserves for its owner. */
    record Seen(UUID owner, Facts facts, Standing standing) {}

    /** A call of which nobody will tell any more how it ended. */
    record Lost(UUID id, UUID agent, String provider, String model, long input) {}

    /** Reserves it if what is seen then fits; empty when there is no such agent. */
    Optional<Seen> reserve(Wanted wanted, String month, Usual usual, Predicate<Seen> fits)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Seen> seen = seeLocked(connection, wanted.agent(), month, usual);
                if (seen.isPresent() && fits.test(seen.get())) {
                    insert(connection, wanted, seen.get().owner());
                    connection.commit();
                }
                return seen;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * Two statements on one way there and back: whoever asks waits for it. The second one begins
     * when the lock is held, and sees all that was reserved by then.
     */
    private static Optional<Seen> seeLocked(
            Connection connection, UUID agent, String month, Usual usual) throws SQLException {
        try (PreparedStatement both = connection.prepareStatement(LOCK + ";" + STANDING)) {
            both.setObject(1, agent);
            both.setObject(2, agent);
            both.setString(3, month);
            both.setString(4, month);
            both.setObject(5, agent);
            both.execute();
            if (!both.getMoreResults()) {
                throw new SQLException("the lock was not followed by what it is for");
            }
            try (ResultSet row = both.getResultSet()) {
                return row.next() ? Optional.of(seen(row, usual)) : Optional.empty();
            }
        }
    }

    private static Seen seen(ResultSet row, Usual usual) throws SQLException {
        Facts facts = Facts.of(row.getBytes(1));
        Spending spent = facts.spending();
        Limits own = facts.limits();
        long ownerTokens = row.getLong(8);
        boolean usualTokens = row.wasNull();
        long ownerMoney = row.getLong(9);
        boolean usualMoney = row.wasNull();
        return new Seen(
                row.getObject(10, UUID.class),
                facts,
                new Standing(
                        new Standing.Account(
                                new Amount(own.tokensOr(usual.agent()), own.moneyOr(usual.agent())),
                                new Amount(spent.tokens(), spent.money()),
                                amount(row, 2)),
                        new Standing.Account(
                                new Amount(
                                        usualTokens ? usual.owner().tokens() : ownerTokens,
                                        usualMoney ? usual.owner().money() : new Usd(ownerMoney)),
                                amount(row, 6),
                                amount(row, 4))));
    }

    private static Amount amount(ResultSet row, int column) throws SQLException {
        return new Amount(row.getLong(column), new Usd(row.getLong(column + 1)));
    }

    private static void insert(Connection connection, Wanted wanted, UUID owner)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RESERVE)) {
            insert.setObject(1, wanted.id());
            insert.setObject(2, wanted.agent());
            insert.setObject(3, owner);
            insert.setLong(4, wanted.most().tokens());
            insert.setLong(5, wanted.most().money().micros());
            insert.setString(6, wanted.provider());
            insert.setString(7, wanted.model());
            insert.setLong(8, wanted.input());
            insert.executeUpdate();
        }
    }

    void renew(Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            renew.executeUpdate();
        }
    }

    void free(UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement free =
                        connection.prepareStatement("delete from reservations where id = ?")) {
            free.setObject(1, id);
            free.executeUpdate();
        }
    }

    /** Removes those that nobody keeps alive; each is one caller's to count. */
    List<Lost> bury() throws SQLException {
        List<Lost> lost = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement bury = connection.prepareStatement(BURY);
                ResultSet rows = bury.executeQuery()) {
            while (rows.next()) {
                lost.add(
                        new Lost(
                                rows.getObject(1, UUID.class),
                                rows.getObject(2, UUID.class),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getLong(5)));
            }
        }
        return lost;
    }
}
