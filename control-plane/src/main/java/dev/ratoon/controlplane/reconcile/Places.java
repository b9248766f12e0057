package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.AgentsConfig;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * How many sandboxes there may be at once, in all and for one owner. Who wants one asks while
 * nobody else can: places are given in the order in which agents queued. Who gets none waits until
 * it is called, and costs nothing meanwhile.
 */
@Singleton
class Places {
    private static final long LOCK = 0x7261_746f_6f6e_01L;
    private static final String BUSY =
            """
            with busy as (select owner_id, count(*) as many from agents where holds_sandbox group by owner_id)
            """;
    private static final String FREE =
            BUSY
                    + """
                    select ? - coalesce(sum(many), 0) > 0
                        and coalesce(sum(many) filter (where owner_id = ?), 0) < ? from busy
                    """;

    /** Who is to be looked at later waits for something else than a place, and takes none now. */
    private static final String FIRST =
            BUSY
                    + """
                    , mine as (select state_since, id from agents where id = ?)
                    select (select ? - coalesce(sum(many), 0) from busy) > (select count(*) from agents a, mine
                        where a.state = 'queued' and a.id <> mine.id
                        and (a.due_at is null or a.due_at <= ?)
                        and (a.state_since, a.id) < (mine.state_since, mine.id)
                        and a.owner_id not in (select owner_id from busy where many >= ?))
                    """;

    private static final String CALL =
            BUSY
                    + """
                    update agents set due_at = ? where id in (
                        select id from agents a where a.state = 'queued'
                        and a.due_at is null and a.leased_until is null
                        and a.owner_id not in (select owner_id from busy where many >= ?)
                        order by a.state_since, a.id
                        limit greatest(0, ? - (select coalesce(sum(many), 0) from busy)))
                    """;

    /**
     * Those who have done nothing for the longest, as many as wait in the queue; less those who are
     * on their way out already. An agent can wait for all places, or for those of its owner. Who
     * waits is counted by owners first: each idle one is compared with those, not with the queue.
     */
    private static final String YIELDING =
            BUSY
                    + """
                    , taken as (select coalesce(sum(many), 0) as many from busy)
                    , waiting as (
                        select w.owner_id, w.waiters, coalesce(b.many, 0) as many from (
                            select owner_id, count(*) as waiters from agents
                            where state = 'queued' group by owner_id) w
                        left join busy b on b.owner_id = w.owner_id)
                    , yielding as (
                        select i.id from agents i join busy b on b.owner_id = i.owner_id, taken
                        where i.state = 'idle' and i.holds_sandbox and not i.occupied and i.state_since <= ?
                        and exists (
                            select from waiting w where
                            (w.owner_id = i.owner_id and (w.many >= ? or taken.many >= ?))
                            or (taken.many >= ? and w.many < ?))
                        order by i.state_since, i.id
                        limit greatest(0, (select coalesce(sum(waiters), 0) from waiting) - (
                            select count(*) from agents where holds_sandbox
                            and state in ('paused', 'failed', 'deleted'))))
                    """;

    private static final String CLEAR =
            YIELDING
                    + """
                    update agents set due_at = ? where id in (select id from yielding)
                        and leased_until is null and (due_at is null or due_at > ?)
                    """;
    private static final String MUST_YIELD =
            YIELDING + "select exists (select from yielding where id = ?)";

    private final DataSource database;
    private final AgentsConfig config;
    private final Clock clock;

    /**
     * One of this process at a time waits for the database's lock. Who waits there holds a
     * connection, and who has the lock needs another one to write down what it takes.
     */
    private final ReentrantLock turn = new ReentrantLock(true);

    Places(DataSource database, AgentsConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Something to do while a place is free and nobody else can take it. */
    interface Taking {
        void take();
    }

    /** False when all places are taken, or another has queued before and will take it. */
    boolean take(UUID agent, UUID owner, Taking taking) throws SQLException {
        // Without the lock first: most who ask while all is taken need not wait for each other.
        try (Connection connection = database.getConnection()) {
            if (!isFree(connection, owner)) {
                return false;
            }
        }
        turn.lock();
        try {
            return takeInTurn(agent, owner, taking);
        } finally {
            turn.unlock();
        }
    }

    private boolean takeInTurn(UUID agent, UUID owner, Taking taking) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                try (PreparedStatement lock =
                        connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                    lock.setLong(1, LOCK);
                    lock.execute();
                }
                if (!isFree(connection, owner) || !isFirst(connection, agent)) {
                    return false;
                }
                taking.take();
                return true;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Makes as many of the first in the queue due as there are places free. */
    void call(Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement call = connection.prepareStatement(CALL)) {
            call.setTimestamp(1, Timestamp.from(now));
            call.setInt(2, config.sandboxesOfOneOwner());
            call.setInt(3, config.sandboxes());
            call.executeUpdate();
        }
    }

    /** Makes those due who must yield. */
    void clear(Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement clear = connection.prepareStatement(CLEAR)) {
            int next = yielding(clear, now);
            clear.setTimestamp(next, Timestamp.from(now));
            clear.setTimestamp(next + 1, Timestamp.from(now));
            clear.executeUpdate();
        }
    }

    /** Whether an idle agent's place is wanted more than it is used. */
    boolean mustYield(UUID agent, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement(MUST_YIELD)) {
            question.setObject(yielding(question, now), agent);
            return holds(question);
        }
    }

    private int yielding(PreparedStatement statement, Instant now) throws SQLException {
        statement.setTimestamp(1, Timestamp.from(now.minus(config.idleWhenWanted())));
        statement.setInt(2, config.sandboxesOfOneOwner());
        statement.setInt(3, config.sandboxes());
        statement.setInt(4, config.sandboxes());
        statement.setInt(5, config.sandboxesOfOneOwner());
        return 6;
    }

    private boolean isFree(Connection connection, UUID owner) throws SQLException {
        try (PreparedStatement free = connection.prepareStatement(FREE)) {
            free.setInt(1, config.sandboxes());
            free.setObject(2, owner);
            free.setInt(3, config.sandboxesOfOneOwner());
            return holds(free);
        }
    }

    /** Whether there is a place left when all who queued before have theirs. */
    private boolean isFirst(Connection connection, UUID agent) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(FIRST)) {
            first.setObject(1, agent);
            first.setInt(2, config.sandboxes());
            first.setTimestamp(3, Timestamp.from(clock.instant()));
            first.setInt(4, config.sandboxesOfOneOwner());
            return holds(first);
        }
    }

    private static boolean holds(PreparedStatement question) throws SQLException {
        try (ResultSet row = question.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
