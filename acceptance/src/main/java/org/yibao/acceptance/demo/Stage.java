package org.yibao.acceptance.demo;

import java.nio.file.Path;
import java.time.InstantSource;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.emulators.EmulatedIdentityCard;
import org.yibao.emulators.EmulatedIdentityCardReader;
import org.yibao.emulators.EmulatedScanner;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.platform.ledger.Insured;
import org.yibao.settlement.TerminalProfile;

/** What the morning is played on: platform, devices, and the two institutions with their terminals. */
final class Stage implements AutoCloseable {
    private static final TerminalProfile CLINIC =
            new TerminalProfile(new DesignatedInstitution("H37010200001", "1", "1"), "泉城示范诊所", 'A', "370102");
    private static final TerminalProfile PHARMACY =
            new TerminalProfile(new DesignatedInstitution("P37010200002", "2", "0"), "泉城示范大药房", 'A', "370102");

    private final Path work;
    private ReferencePlatform platform;
    private final EmulatedScanner clinicScanner;
    private final EmulatedScanner pharmacyScanner;
    private final EmulatedIdentityCardReader cardReader;
    private final Site clinic;
    private final Site pharmacy;

    private Stage(
            Path work,
            ReferencePlatform platform,
            EmulatedScanner clinicScanner,
            EmulatedScanner pharmacyScanner,
            EmulatedIdentityCardReader cardReader,
            Site clinic,
            Site pharmacy) {
        this.work = work;
        this.platform = platform;
        this.clinicScanner = clinicScanner;
        this.pharmacyScanner = pharmacyScanner;
        this.cardReader = cardReader;
        this.clinic = clinic;
        this.pharmacy = pharmacy;
    }

    static Stage set(Path work, Site.Limits limits) {
        ReferencePlatform platform = platform(work, 0);
        EmulatedScanner clinicScanner =
                EmulatedScanner.at(work.resolve("devices").resolve("clinic-scanner"));
        EmulatedScanner pharmacyScanner =
                EmulatedScanner.at(work.resolve("devices").resolve("pharmacy-scanner"));
        EmulatedIdentityCardReader cardReader =
                EmulatedIdentityCardReader.at(work.resolve("devices").resolve("pharmacy-identity-card"));
        Site clinic = Site.enrolled(
                work.resolve("clinic"), CLINIC, reader("scanner", "scanner", clinicScanner.path()), limits, platform);
        Site pharmacy = Site.enrolled(
                work.resolve("pharmacy"),
                PHARMACY,
                reader("scanner", "scanner", pharmacyScanner.path())
                        + reader("identity-card", "identity-card", cardReader.path()),
                limits,
                platform);
        return new Stage(work, platform, clinicScanner, pharmacyScanner, cardReader, clinic, pharmacy);
    }

    private static ReferencePlatform platform(Path work, int port) {
        return ReferencePlatform.start(PlatformSettings.demo(
                work.resolve("platform"), port, Passphrase.loadOrDraw(work), InstantSource.system()));
    }

    /** Ends the platform and starts it again in the same folder, at the same address. */
    void restartPlatform() {
        restartPlatform(() -> {});
    }

    /** @param between done while no platform runs */
    void restartPlatform(Runnable between) {
        int port = platform.address().getPort();
        platform.close();
        between.run();
        platform = platform(work, port);
    }

    private static String reader(String name, String kind, Path device) {
        return "- {name: " + name + ", kind: " + kind + ", device: \"" + device + "\"}\n";
    }

    /** Where everything of this stage is on the disk. */
    Path work() {
        return work;
    }

    ReferencePlatform platform() {
        return platform;
    }

    EmulatedScanner clinicScanner() {
        return clinicScanner;
    }

    EmulatedScanner pharmacyScanner() {
        return pharmacyScanner;
    }

    EmulatedIdentityCardReader cardReader() {
        return cardReader;
    }

    Site clinic() {
        return clinic;
    }

    Site pharmacy() {
        return pharmacy;
    }

    /** Starts both terminals and waits until they are ready. */
    void open() {
        clinic.open(StallingTerminal.class.getName(), "C001", "王前台");
        openPharmacy();
    }

    void openPharmacy() {
        pharmacy.open(StallingTerminal.class.getName(), "P001", "李收银");
    }

    EmulatedIdentityCard cardOf(String psnNo) {
        Insured insured = platform.control().person(psnNo);
        return EmulatedIdentityCard.of(insured.identityNumber(), insured.name());
    }

    /** Lays this person's identity card on the pharmacy's reader, as often as it takes. */
    Till.Reply laid(String psnNo) {
        EmulatedIdentityCard card = cardOf(psnNo);
        cardReader.liftCard();
        return pharmacy.counter().present("identity-card", () -> cardReader.layCard(card));
    }

    /** Scans an e-voucher that this person just got, at the pharmacy. */
    Till.Reply scanned(String psnNo) {
        String code = platform.control().mintVoucher(psnNo);
        return pharmacy.counter().present("scanner", () -> pharmacyScanner.scan(code));
    }

    /**
     * Has the pharmacy's terminal stand still at its next such step.
     *
     * @return a file that is there from that moment on
     */
    Path stall(StallingTerminal.Moment moment, String step) {
        return StallingTerminal.stall(pharmacy.folder(), moment, step);
    }

    @Override
    public void close() {
        clinic.close();
        pharmacy.close();
        clinicScanner.close();
        pharmacyScanner.close();
        cardReader.close();
        platform.close();
    }
}
