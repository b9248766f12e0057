package dev.ratoon.controlplane.backup;

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
