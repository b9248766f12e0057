package dev.ratoon.controlplane.backup;

class DebianBackupIT extends BackupContract {
    @Override
    String madeOn() {
        return "debian";
    }

    @Override
    String readInto() {
        return "debian";
    }
}
