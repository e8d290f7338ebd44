package org.yibao.terminal.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;
import org.yibao.certs.Certificate;
import org.yibao.certs.MalformedException;
import org.yibao.certs.Revocations;
import org.yibao.certs.TrustAnchors;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;

/**
 * The folder of installed bundles: {@code <id>-<version>-<digest8>.yaml} with its {@code .sig}, and the log
 * {@code shelf.jsonl} of who installed, activated and took back what, with {@code shelf.head}. Nothing is ever changed or deleted. Each
 * reading checks digest and signature of the files it uses again; a publisher's certificate must have been valid
 * when its bundle came in.
 *
 * <p>Every method may throw {@link PolicyException}: POLICY_SHELF_UNUSABLE when the disk refuses,
 * POLICY_LOG_DAMAGED when the log was edited or cut.
 */
public final class PolicyShelf {
    /** Most bundles that are active together. */
    public static final int ACTIVE_MAX = 16;

    /** Longest name of who did something. */
    public static final int BY_MAX_CHARACTERS = 50;

    /** One past the longest that is read as PEM, so that a longer file is refused there. */
    private static final int PUBLISHERS_KEPT_BYTES = 256 * 1024 + 1;

    static final String LOG = "shelf.jsonl";
    private static final String LOCK = "shelf.lock";

    private final Path folder;
    private final TrustAnchors publishers;

    private PolicyShelf(Path folder, TrustAnchors publishers) {
        this.folder = folder;
        this.publishers = publishers;
    }

    /**
     * A shelf in a folder, which the first installation makes.
     *
     * @param publishers the authorities that vouch for publishers
     */
    public static PolicyShelf at(Path folder, TrustAnchors publishers) {
        return new PolicyShelf(folder, publishers);
    }

    /**
     * As {@link #at}, the authorities read from files in PEM.
     *
     * @param revocations what they took back
     * @throws PolicyException POLICY_PUBLISHERS_UNUSABLE
     */
    public static PolicyShelf open(Path folder, List<Path> publishers, Revocations revocations) {
        List<Certificate> authorities = new ArrayList<>();
        for (Path file : publishers) {
            try (InputStream content = Files.newInputStream(file)) {
                authorities.addAll(TrustAnchors.decodePem(content.readNBytes(PUBLISHERS_KEPT_BYTES))
                        .authorities());
            } catch (IOException | MalformedException unusable) {
                throw new PolicyException(PolicyFault.POLICY_PUBLISHERS_UNUSABLE, List.of(file.toString()), unusable);
            }
        }
        try {
            return new PolicyShelf(folder, new TrustAnchors(authorities, revocations));
        } catch (MalformedException tooMany) {
            throw new PolicyException(PolicyFault.POLICY_PUBLISHERS_UNUSABLE, List.of(), tooMany);
        }
    }

    public ShelfHistory history() {
        return reading(() -> log().history());
    }

    /** What was done at the shelf in a folder; nothing of it is checked but the log. */
    public static ShelfHistory historyOf(Path folder) {
        try {
            return ShelfLog.read(folder.resolve(LOG)).history();
        } catch (IOException refused) {
            throw unusable(folder, refused);
        }
    }

    /**
     * What installing did.
     *
     * @param already whether these very bytes came in before; then only files that were lost or changed were put back
     */
    public record Installed(PolicyBundle bundle, BundleVersion version, boolean already) {}

    /**
     * Reads a signed bundle as installing it would, and takes nothing in.
     *
     * @param signature the bytes of its signature file
     * @throws PolicyException when signature, publisher or bundle are refused
     */
    public PolicyBundle check(BundleFile file, byte[] signature, Instant now) {
        return BundleSignature.check(file, signature, publishers, now);
    }

    /**
     * Takes a signed bundle in.
     *
     * @param signature the bytes of its signature file
     * @throws PolicyException when signature, publisher or bundle are refused, or the id and version stand for other
     *     bytes (POLICY_VERSION_TAKEN)
     */
    public Installed install(BundleFile file, byte[] signature, String by, Instant now) {
        PolicyBundle bundle = check(file, signature, now);
        String id = bundle.id();
        String version = bundle.reference().version();
        if (!BundleVersion.fits(id, version)) {
            throw new PolicyException(
                    PolicyFault.POLICY_INVALID, List.of(Sentences.of("policy.name-form", file.name())));
        }
        BundleVersion named = BundleVersion.of(bundle.reference());
        return writing(() -> {
            ShelfLog log = log();
            Optional<ShelfAct.Install> before = log.history().installed(id, version);
            if (before.isPresent()) {
                requireSame(before.get().bundle(), named);
                mend(before.get(), file, signature);
                return new Installed(bundle, named, true);
            }
            List<PolicyDefect> defects = Policies.judge(List.of(file), Policies.atHand(newest(log.history())))
                    .defects();
            if (!defects.isEmpty()) {
                throw PolicyException.invalid(defects);
            }
            put(named, file, signature);
            log.append(new ShelfAct.Install(log.history().nextNumber(), named, by, now));
            return new Installed(bundle, named, false);
        });
    }

    /** Puts files back that were lost or changed on the disk. */
    private void mend(ShelfAct.Install act, BundleFile file, byte[] signature) throws IOException {
        try {
            bundle(act);
        } catch (PolicyException broken) {
            BundleSignature.check(file, signature, publishers, act.at());
            put(act.bundle(), file, signature);
        }
    }

    private void put(BundleVersion version, BundleFile file, byte[] signature) throws IOException {
        Path place = folder.resolve(version.fileName());
        Machine.writePrivate(place, file.content());
        Machine.writePrivate(place.resolveSibling(version.fileName() + BundleSignature.SUFFIX), signature);
    }

    private static void requireSame(BundleVersion there, BundleVersion given) {
        if (!there.equals(given)) {
            throw new PolicyException(
                    PolicyFault.POLICY_VERSION_TAKEN,
                    List.of(there.name() + " " + there.shortDigest() + " ≠ " + given.shortDigest()));
        }
    }

    /**
     * Makes bundles the active ones from a day on, instead of all others.
     *
     * @param names {@code id} (the version that came in last) or {@code id@version}, in the order of combination
     * @param on today by {@code clock}, or later (POLICY_DAY_PAST)
     * @return the bundles' versions, statuses and titles
     * @throws PolicyException also POLICY_NOT_INSTALLED, or POLICY_INVALID when they cannot be combined
     */
    public List<PolicyBundle> activate(List<String> names, LocalDate on, String by, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        if (on.isBefore(today)) {
            throw new PolicyException(PolicyFault.POLICY_DAY_PAST, List.of(Sentences.of("policy.day-past", on, today)));
        }
        return writing(() -> {
            ShelfLog log = log();
            List<BundleVersion> chosen = names.stream()
                    .map(name -> installed(log.history(), name).bundle())
                    .toList();
            if (chosen.isEmpty() || chosen.size() > ACTIVE_MAX || new LinkedHashSet<>(chosen).size() != chosen.size()) {
                throw new PolicyException(
                        PolicyFault.POLICY_INVALID, List.of(Sentences.of("policy.count", ACTIVE_MAX)));
            }
            List<PolicyBundle> bundles = bundles(log.history(), chosen);
            combined(bundles);
            log.append(new ShelfAct.Activate(log.history().nextNumber(), chosen, on, by, clock.instant()));
            return bundles;
        });
    }

    private static ShelfAct.Install installed(ShelfHistory history, String name) {
        int at = name.indexOf('@');
        Optional<ShelfAct.Install> found =
                at < 0 ? history.newest(name) : history.installed(name.substring(0, at), name.substring(at + 1));
        return found.orElseThrow(() -> new PolicyException(PolicyFault.POLICY_NOT_INSTALLED, List.of(name)));
    }

    /**
     * What taking back did.
     *
     * @param act its bundles are those active today from then on
     */
    public record TakenBack(ShelfAct.Activate undone, ShelfAct.Rollback act) {}

    /**
     * Takes the newest activation back that was not taken back yet, whether it counts already or is still to come.
     *
     * @throws PolicyException POLICY_NOTHING_BEFORE when no bundles would be active today instead
     */
    public TakenBack rollback(String by, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        return writing(() -> {
            ShelfLog log = log();
            ShelfHistory history = log.history();
            List<ShelfAct.Activate> standing = history.standing();
            if (standing.isEmpty()) {
                throw new PolicyException(PolicyFault.POLICY_NOTHING_BEFORE, List.of());
            }
            ShelfAct.Activate newest = standing.get(standing.size() - 1);
            ShelfAct.Rollback bare =
                    new ShelfAct.Rollback(history.nextNumber(), newest.number(), List.of(), today, by, clock.instant());
            Optional<ShelfAct.Activate> then = history.with(bare).activeOn(today);
            if (then.isEmpty() && history.activeOn(today).isPresent()) {
                throw new PolicyException(PolicyFault.POLICY_NOTHING_BEFORE, List.of());
            }
            List<BundleVersion> active = then.map(ShelfAct.Activate::bundles).orElse(List.of());
            if (!active.isEmpty()) {
                combined(bundles(history, active));
            }
            ShelfAct.Rollback act = new ShelfAct.Rollback(bare.number(), newest.number(), active, today, by, bare.at());
            log.append(act);
            return new TakenBack(newest, act);
        });
    }

    /**
     * The book of installed bundles, each file checked again.
     *
     * @throws PolicyException POLICY_NOT_INSTALLED, or why a file is no longer what was installed
     */
    public PolicyBook book(List<BundleVersion> bundles) {
        return reading(() -> combined(bundles(log().history(), bundles)));
    }

    private static PolicyBook combined(List<PolicyBundle> bundles) {
        return Policies.book(
                Policies.combined(bundles),
                bundles.stream().map(PolicyBundle::id).toList());
    }

    /** An installed bundle, its file checked again. */
    public PolicyBundle bundle(ShelfAct.Install installed) {
        BundleVersion version = installed.bundle();
        Path file = folder.resolve(version.fileName());
        if (!Files.exists(file)) {
            throw new PolicyException(PolicyFault.POLICY_FILE_CHANGED, List.of(file.toString()));
        }
        BundleFile content = BundleFile.load(file);
        if (!content.digest().toString().equals(version.digest())) {
            throw new PolicyException(PolicyFault.POLICY_FILE_CHANGED, List.of(file.toString()));
        }
        return BundleSignature.check(content, BundleSignature.load(file), publishers, installed.at());
    }

    /** Of each id the version that came in last, files checked again. */
    public List<PolicyBundle> newest() {
        return newest(history());
    }

    private List<PolicyBundle> newest(ShelfHistory history) {
        return history.installed().stream()
                .filter(act -> history.newest(act.bundle().id()).equals(Optional.of(act)))
                .map(this::bundle)
                .toList();
    }

    private List<PolicyBundle> bundles(ShelfHistory history, List<BundleVersion> versions) {
        List<PolicyBundle> bundles = new ArrayList<>();
        for (BundleVersion version : versions) {
            ShelfAct.Install act = installed(history, version.name());
            requireSame(act.bundle(), version);
            bundles.add(bundle(act));
        }
        return bundles;
    }

    private ShelfLog log() throws IOException {
        return ShelfLog.read(folder.resolve(LOG));
    }

    private <T> T reading(Machine.FileStep<T> step) {
        try {
            return step.run();
        } catch (IOException refused) {
            throw unusable(folder, refused);
        }
    }

    private <T> T writing(Machine.FileStep<T> step) {
        try {
            Machine.privateFolder(folder);
            return Machine.alone(folder.resolve(LOCK), step);
        } catch (IOException refused) {
            throw unusable(folder, refused);
        }
    }

    private static PolicyException unusable(Path folder, IOException refused) {
        return new PolicyException(
                PolicyFault.POLICY_SHELF_UNUSABLE, List.of(folder + " " + Machine.reason(refused)), refused);
    }
}
