package dev.ratoon.controlplane.meters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What has been spent in months, for people; and the caps of owners. */
@Singleton
class SpendStore {
    private static final int MOST = 10_000;
    private static final String AGENTS =
            """
            select agent_name, calls, input, cached, output, money, estimated, unpriced,
                substring(a.facts from 1 for ?)
            from spending s left join agents a on a.id = s.agent_id
            where s.owner_id = ? and month = ? order by money desc, input + output desc limit ?
            """;
    private static final String OWNERS =
            """
            select u.name, sum(calls), sum(input), sum(cached), sum(output), sum(money), sum(estimated),
                sum(unpriced), null::bytea
            from spending s join users u on u.id = s.owner_id where month = ? group by u.name
            order by sum(money) desc, u.name limit ?
            """;
    private static final String CAPS = "select tokens, money from owner_caps where owner_id = ?";
    private static final String CAP =
            """
            insert into owner_caps as c (owner_id, tokens, money) values (?, ?, ?) on conflict (owner_id)
            do update set tokens = coalesce(excluded.tokens, c.tokens),
                money = coalesce(excluded.money, c.money)
            """;

    private final DataSource database;

    SpendStore(DataSource database) {
        this.database = database;
    }

    /**
     * What one agent, or one owner, has spent in a month.
     *
     * @param model with which the agent was started, while it is there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String name,
            long calls,
            long input,
            long cached,
            long output,
            Usd money,
            Usd estimated,
            long unpriced,
            @Nullable String model) {
        static Line of(ResultSet row) throws SQLException {
            return new Line(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    new Usd(row.getLong(6)),
                    new Usd(row.getLong(7)),
                    row.getLong(8),
                    StartOfFacts.model(row.getBytes(9)));
        }

        long tokens() {
            return input + output;
        }
    }

    /** Of the owner's agents, the dearest first. */
    List<Line> agents(UUID owner, String month) {
        return lines(
                AGENTS,
                select -> {
                    select.setInt(1, StartOfFacts.LONGEST);
                    select.setObject(2, owner);
                    select.setString(3, month);
                    select.setInt(4, MOST);
                });
    }

    /** Of all owners, the dearest first. */
    List<Line> owners(String month) {
        return lines(
                OWNERS,
                select -> {
                    select.setString(1, month);
                    select.setInt(2, MOST);
                });
    }

    private interface Setting {
        void on(PreparedStatement select) throws SQLException;
    }

    private List<Line> lines(String query, Setting setting) {
        List<Line> lines = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            setting.on(select);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.add(Line.of(rows));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    Amount caps(UUID owner, Amount usual) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CAPS)) {
            select.setObject(1, owner);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return usual;
                }
                long tokens = row.getLong(1);
                boolean usualTokens = row.wasNull();
                long money = row.getLong(2);
                return new Amount(
                        usualTokens ? usual.tokens() : tokens,
                        row.wasNull() ? usual.money() : new Usd(money));
            }
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    /** What is null stays as it is. */
    void cap(UUID owner, @Nullable Long tokens, @Nullable Usd money) {
        try (Connection connection = database.getConnection();
                PreparedStatement cap = connection.prepareStatement(CAP)) {
            cap.setObject(1, owner);
            cap.setObject(2, tokens);
            cap.setObject(3, money == null ? null : money.micros());
            cap.executeUpdate();
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }
}
