package org.yibao.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.NullMarked;

/** The sentences of docs/architecture.md. */
@AnalyzeClasses(
        packages = "org.yibao",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
final class ArchitectureTest {
    /** What modules lend each other's tests lies in jars once they are packaged. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String BENEFIT = "org.yibao.benefit..";
    private static final String CHECKER = "org.yibao.benefit.certificate.check..";
    private static final String CERTS = "org.yibao.certs..";
    private static final String CORE = "org.yibao.settlement..";
    private static final String LINK = "org.yibao.link..";
    private static final String DEVICES = "org.yibao.devices..";
    private static final String STORE = "org.yibao.store..";
    private static final String TERMINAL = "org.yibao.terminal..";
    private static final String PLATFORM = "org.yibao.platform..";
    private static final String EMULATORS = "org.yibao.emulators..";
    private static final String ACCEPTANCE = "org.yibao.acceptance..";

    @ArchTest
    static final ArchRule theBenefitLeafSeesNobody = sees(BENEFIT);

    /** Whoever checks a calculation may trust nothing that calculates. */
    @ArchTest
    static final ArchRule theCertificateCheckerSeesNobody = sees(CHECKER);

    @ArchTest
    static final ArchRule onlyItsCommandUsesTheCertificateChecker = noClasses()
            .that()
            .resideOutsideOfPackage(CHECKER)
            .and()
            .doNotHaveFullyQualifiedName("org.yibao.terminal.command.PolicyCheckCertificateCommand")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CHECKER);

    @ArchTest
    static final ArchRule theCryptographyLeafSeesNobody = sees(CERTS);

    @ArchTest
    static final ArchRule theCoreSeesOnlyTheBenefitLeaf = sees(CORE, BENEFIT);

    @ArchTest
    static final ArchRule theLinkSeesTheCoreAndTheLeaves = sees(LINK, CORE, BENEFIT, CERTS);

    @ArchTest
    static final ArchRule devicesSeeTheCore = sees(DEVICES, CORE, BENEFIT);

    @ArchTest
    static final ArchRule theStoreSeesTheCoreAndTheLeaves = sees(STORE, CORE, BENEFIT, CERTS);

    @ArchTest
    static final ArchRule theTerminalNeverSeesThePlatformOrTheEmulators =
            sees(TERMINAL, CORE, BENEFIT, CERTS, LINK, DEVICES, STORE);

    @ArchTest
    static final ArchRule thePlatformNeverSeesTheTerminal = sees(PLATFORM, LINK, CORE, CERTS, BENEFIT);

    @ArchTest
    static final ArchRule emulatorsMakeTheirOwnBytes = sees(EMULATORS, CORE);

    @ArchTest
    static final ArchRule nettyLivesInTheLinkAndUnderTheLocalApi = only("io.netty..", LINK, "org.yibao.terminal.api..");

    @ArchTest
    static final ArchRule bouncyCastleLivesInCerts = only("org.bouncycastle..", CERTS);

    @ArchTest
    static final ArchRule serialLinesLiveInTheDrivers = only("com.fazecast..", DEVICES);

    @ArchTest
    static final ArchRule smartCardsLiveInTheDrivers = only("javax.smartcardio..", DEVICES);

    @ArchTest
    static final ArchRule databasesLiveInTheStoreAndTheLedger = only("java.sql..", STORE, PLATFORM);

    @ArchTest
    static final ArchRule nativeCallsLiveInTheEmulators = only("com.sun.jna..", EMULATORS);

    @ArchTest
    static final ArchRule jsonAndYamlOfTheBenefitLeafLiveInItsFormats = noClasses()
            .that()
            .resideInAPackage("org.yibao.benefit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "org.snakeyaml..");

    @ArchTest
    static final ArchRule theBenefitLeafHasNoInputOutputOrLog = noClasses()
            .that()
            .resideInAPackage(BENEFIT)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.nio.file..", "java.net..", "java.util.logging..", "java.util.concurrent..")
                            .or(name("java.io.File"))
                            .or(name("java.lang.System$Logger")));

    @ArchTest
    static final ArchRule moneyIsNeverFloatingPoint = fields().that()
            .areDeclaredInClassesThat()
            .resideInAPackage(BENEFIT)
            .should()
            .notHaveRawType(double.class)
            .andShould()
            .notHaveRawType(float.class);

    @ArchTest
    static final ArchRule moneyIsNeverReturnedAsFloatingPoint = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(BENEFIT)
            .should()
            .notHaveRawReturnType(double.class)
            .andShould()
            .notHaveRawReturnType(float.class);

    /** Time and randomness come as arguments; certs owns the randomness of keys and nonces. */
    @ArchTest
    static final ArchRule noClockBelowTheAssemblies = noClasses()
            .that()
            .resideInAnyPackage(BENEFIT, CERTS, CORE, LINK, DEVICES, STORE)
            .should()
            .callMethodWhere(readsTheClock());

    /** Whoever ships signs with SM2. */
    @ArchTest
    static final ArchRule onlyTheSimulationBringsAStubOfSignatures = noClasses()
            .that()
            .resideOutsideOfPackages(LINK, "org.yibao.acceptance.simulation..")
            .and()
            .doNotHaveFullyQualifiedName("org.yibao.platform.BackEnd")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.yibao.link.identity.KeyedStub");

    @ArchTest
    static final ArchRule nobodyStubsTheReferencePlatform = noClasses()
            .that()
            .resideOutsideOfPackage("org.yibao.acceptance.simulation..")
            .should()
            .callMethod("org.yibao.platform.BackEnd", "stubbed", "org.yibao.link.identity.KeyedStub");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.yibao.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarkedAndSaysWhatItOwns =
            classes().that().resideInAPackage("org.yibao..").should(haveANullMarkedPackage());

    private static ArchRule sees(String room, String... others) {
        String[] allowed = new String[others.length + 1];
        System.arraycopy(others, 0, allowed, 0, others.length);
        allowed[others.length] = room;
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(DescribedPredicate.not(resideInAPackage("org.yibao.."))))
                .as(room + " sees only itself and " + String.join(", ", others));
    }

    private static ArchRule only(String library, String... rooms) {
        return noClasses()
                .that(are(DescribedPredicate.not(resideInAnyPackage(rooms))))
                .and(are(DescribedPredicate.not(resideInAPackage(ACCEPTANCE))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .as(library + " is used only in " + String.join(", ", rooms));
    }

    private static DescribedPredicate<JavaMethodCall> readsTheClock() {
        DescribedPredicate<JavaAccess<?>> now = target("now")
                .and(owned(Instant.class).or(owned(LocalDate.class)).or(owned(LocalDateTime.class)))
                .and(withoutArguments());
        DescribedPredicate<JavaAccess<?>> system = owned(System.class)
                .and(target("currentTimeMillis"))
                .or(owned(Clock.class).and(nameStarting("system")));
        return DescribedPredicate.describe(
                "reads the clock of the machine", call -> now.or(system).test(call));
    }

    private static DescribedPredicate<JavaAccess<?>> target(String method) {
        return DescribedPredicate.describe(method, access -> access.getName().equals(method));
    }

    private static DescribedPredicate<JavaAccess<?>> nameStarting(String prefix) {
        return DescribedPredicate.describe(prefix, access -> access.getName().startsWith(prefix));
    }

    private static DescribedPredicate<JavaAccess<?>> owned(Class<?> owner) {
        return DescribedPredicate.describe(
                owner.getName(), access -> access.getTargetOwner().isEquivalentTo(owner));
    }

    private static DescribedPredicate<JavaAccess<?>> withoutArguments() {
        return DescribedPredicate.describe(
                "without arguments",
                access -> access instanceof JavaMethodCall call
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }

    private static ArchCondition<JavaClass> haveANullMarkedPackage() {
        return new ArchCondition<>("have a package-info.java that is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(item, marked, item.getPackageName() + " is not @NullMarked"));
            }
        };
    }
}
