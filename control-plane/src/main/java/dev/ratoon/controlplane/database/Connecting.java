package dev.ratoon.controlplane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** Connections before there is a pool. */
final class Connecting {
    private Connecting() {}

    static Connection to(Database database) throws SQLException {
        return to(database.jdbcUrl(), database.username(), database.password());
    }

    static Connection to(String url, String username, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", username);
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("ApplicationName", "ratoon");
        // Not the DriverManager: it knows only drivers of the class loader that loaded it first.
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("not a JDBC URL of PostgreSQL", "08001");
        }
        return connection;
    }

    static boolean wrongPassword(SQLException e) {
        return "28P01".equals(e.getSQLState()) || "28000".equals(e.getSQLState());
    }
}
