package dev.ratoon.controlplane.bonds;

import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The one folder in which a database keeps something: who looks elsewhere does not start.
 *
 * @param name of the bond
 * @param what lies in it, for people
 * @param setting that names it
 */
public record BoundFolder(String name, String what, String setting) {
    /**
     * Binds the database to the folder, and makes it.
     *
     * @param id of the folder, unless it has one
     * @param startOver whether to go on with it although the database's is another
     */
    public Path bound(Bonds bonds, Path named, UUID id, boolean startOver) {
        Path folder = named.toAbsolutePath().normalize();
        try {
            Bond own = new Bond(name, new Marker(folder.resolve("id")).read(id), folder.toString());
            if (startOver) {
                bonds.rebind(own);
            } else {
                refuseOther(own, bonds.bind(own));
            }
            return folder;
        } catch (IOException e) {
            throw new StartFailure(
                    "The folder for %s, %s, cannot be used (%s).".formatted(what, folder, e),
                    "Let the user that runs Ratoon write it, or name another: " + setting,
                    e);
        } catch (SQLException e) {
            throw new StartFailure(
                    "The database does not say where its %s are (%s)."
                            .formatted(what, e.getMessage()),
                    "Start again when it answers",
                    e);
        }
    }

    private void refuseOther(Bond own, Bond holds) {
        if (!holds.value().equals(own.value())) {
            throw new StartFailure(
                    "The %s of this database are in %s, and this process would look for them in %s."
                            .formatted(what, holds.words(), own.words()),
                    "Name the same folder, as this process reaches it: %s=%s. If it is lost for good: %s=true ./ratoon up"
                            .formatted(setting, holds.words(), startOverVariable()));
        }
    }

    private String startOverVariable() {
        String feature = setting.substring(0, setting.lastIndexOf('.'));
        return (feature + ".start-over").toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
    }
}
