package dev.ratoon.controlplane.bonds;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Binds the database, and tells to what it is bound. Safe for many threads and processes. */
@Singleton
public class Bonds {
    private static final String BIND =
            "insert into bonds (name, value, words) values (?, ?, ?) on conflict (name) do ";

    private final DataSource database;
    private final Map<String, Bond> ours = new ConcurrentHashMap<>();

    Bonds(DataSource database) {
        this.database = database;
    }

    /** The bond that holds: this one, if there was none of its name. */
    public Bond bind(Bond wanted) throws SQLException {
        write(wanted, "nothing");
        Bond holds = of(wanted.name()).orElse(wanted);
        if (holds.value().equals(wanted.value())) {
            ours.put(wanted.name(), wanted);
        }
        return holds;
    }

    /** In the place of the one that was there. */
    public void rebind(Bond wanted) throws SQLException {
        write(wanted, "update set value = excluded.value, words = excluded.words");
        ours.put(wanted.name(), wanted);
    }

    public Optional<Bond> of(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select value, words from bonds where name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Bond(name, row.getString(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** A restore has brought a database without bonds: those of this process hold again. */
    public void renew() throws SQLException {
        for (Bond each : ours.values()) {
            write(each, "nothing");
        }
    }

    private void write(Bond bond, String otherwise) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(BIND + otherwise)) {
            insert.setString(1, bond.name());
            insert.setString(2, bond.value());
            insert.setString(3, bond.words());
            insert.executeUpdate();
        }
    }
}
