package dev.ratoon.controlplane.backup;

import org.junit.jupiter.api.Tag;

@Tag("long")
class EmbeddedToDebianBackupIT extends BackupContract {
    @Override
    String madeOn() {
        return "embedded";
    }

    @Override
    String readInto() {
        return "debian";
    }
}
