package dev.ratoon.controlplane.prompts;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PromptImage;
import dev.ratoon.controlplane.log.Beside;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Set;

/** With each message that has images, the agent has them. */
@Singleton
class SentImages implements Beside {
    @Override
    public Set<String> types() {
        return Set.of("message.sent");
    }

    @Override
    public void write(Connection connection, Facts facts, LogEvent event) throws SQLException {
        if (!(event.observed() instanceof ObservedEvent.MessageSent sent)) {
            return;
        }
        for (PromptImage image : sent.images()) {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into agent_images (agent_id, blob, type, bytes)"
                                    + " values (?, ?, ?, ?) on conflict do nothing")) {
                insert.setObject(1, facts.id());
                insert.setBytes(2, HexFormat.of().parseHex(image.sha256()));
                insert.setString(3, image.type());
                insert.setLong(4, image.bytes());
                insert.executeUpdate();
            }
        }
    }
}
