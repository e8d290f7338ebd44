package org.yibao.terminal.directory;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.yibao.settlement.port.Catalogue;

/** The directory's catalogue once there is one; before, the technician's file. */
public final class DirectoryCatalogue implements Catalogue {
    private final Catalogue directory;
    private final BooleanSupplier active;
    private final Catalogue before;

    /**
     * @param active whether the directory has a catalogue
     * @param before asked until then
     */
    public DirectoryCatalogue(Catalogue directory, BooleanSupplier active, Catalogue before) {
        this.directory = directory;
        this.active = active;
        this.before = before;
    }

    @Override
    public Optional<Item> find(String code, LocalDate day) {
        Optional<Item> found = directory.find(code, day);
        return found.isPresent() || active.getAsBoolean() ? found : before.find(code, day);
    }
}
