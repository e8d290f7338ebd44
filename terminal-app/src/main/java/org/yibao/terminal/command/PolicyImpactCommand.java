package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.impact.Impact;
import org.yibao.benefit.impact.ImpactPage;
import org.yibao.benefit.impact.ImpactStudy;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.BundleSignature;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.policy.PolicyFault;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy impact}: recorded requests under the table before and under a new one. */
@Command(name = "impact", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyImpactCommand extends PolicyReport {
    @Parameters(paramLabel = "NEW", descriptionKey = "NEW")
    private String name = "";

    @Option(names = "--requests", required = true, paramLabel = "FILE")
    private String requests = "";

    @Option(names = "--with", paramLabel = "ID[,ID]")
    private @Nullable String with;

    @Option(names = "--against", paramLabel = "ID[,ID]")
    private @Nullable String against;

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    @Option(names = "--json")
    private boolean json;

    PolicyImpactCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        Optional<Configuration> configuration =
                Optional.ofNullable(config).map(file -> Configuration.load(file, System.getenv()));
        Optional<PolicyShelf> shelf = configuration.map(ShelfOptions::shelf);
        NamedBundles bundles = new NamedBundles(shelf);
        PolicyBundle added = bundles.find(name);
        Signature signature = signature(bundles, shelf);
        List<PolicyBundle> old = old(bundles, configuration);
        List<PolicyBundle> next = next(bundles, old, added);
        PolicyBook before = bundles.book(old);
        PolicyBook after = bundles.book(next);
        ImpactStudy study = new ImpactStudy(before, after, List.of(added));
        try (InputStream lines = requests.equals("-") ? console.in() : Files.newInputStream(Path.of(requests))) {
            RequestLines recorded = new RequestLines(lines);
            for (byte[] request = recorded.next(); request != null; request = recorded.next()) {
                study.add(request);
            }
        } catch (IOException | InvalidPathException unreadable) {
            console.err().println(Sentences.of("command.unreadable", requests));
            return ExitCode.WRONG_CALL;
        }
        Impact impact = study.result();
        int exit = impact.asExpected() ? ExitCode.OK : ExitCode.REFUSED;
        if (json) {
            console.out().println(ImpactJson.of(impact, before, after, signature.name()));
            return written(exit);
        }
        List<String> remarks = List.of(
                Sentences.of("impact.before", PolicyTexts.named(old)),
                Sentences.of("impact.after", PolicyTexts.named(next)),
                Sentences.of("impact." + signature.name()));
        return print(ImpactPage.of(impact, remarks), exit);
    }

    /** How far the publisher's word, and with it the expectations, is the publisher's. */
    private enum Signature {
        SIGNED,
        NOT_CHECKED,
        UNSIGNED
    }

    /** @throws PolicyException when there is a signature and it does not hold */
    private Signature signature(NamedBundles bundles, Optional<PolicyShelf> shelf) {
        if (bundles.isInstalled(name)) {
            return Signature.SIGNED;
        }
        if (BundleFile.builtInIds().contains(name)) {
            return Signature.UNSIGNED;
        }
        byte[] signature;
        try {
            signature = BundleSignature.load(Path.of(name));
        } catch (PolicyException missing) {
            if (missing.fault() == PolicyFault.POLICY_SIGNATURE_MISSING) {
                return Signature.UNSIGNED;
            }
            throw missing;
        }
        if (shelf.isEmpty()) {
            return Signature.NOT_CHECKED;
        }
        shelf.get().check(BundleFile.load(Path.of(name)), signature, Instant.now());
        return Signature.SIGNED;
    }

    private List<PolicyBundle> old(NamedBundles bundles, Optional<Configuration> configuration) {
        if (against == null && configuration.isPresent()) {
            return PolicyChoice.active(configuration.get()).bundles();
        }
        List<String> names = against == null ? Policies.USUAL : PolicyChoice.names(against);
        return names.stream().map(bundles::find).toList();
    }

    /**
     * The old tables with the new one in the place of its earlier version, or at the end; a new structure stands
     * alone. Other companions are named by {@code --with}.
     */
    private List<PolicyBundle> next(NamedBundles bundles, List<PolicyBundle> old, PolicyBundle added) {
        List<PolicyBundle> companions = with == null
                ? old
                : PolicyChoice.names(with).stream().map(bundles::find).toList();
        boolean replaces = companions.stream().anyMatch(each -> each.id().equals(added.id()));
        List<PolicyBundle> next = new ArrayList<>();
        if (replaces || with != null || added.structure() == null) {
            companions.forEach(each -> next.add(each.id().equals(added.id()) ? added : each));
        }
        if (!replaces) {
            next.add(added);
        }
        return next;
    }
}
