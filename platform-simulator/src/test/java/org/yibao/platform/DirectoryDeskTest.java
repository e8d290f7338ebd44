package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.link.message.Answer;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DirectoryOutput;
import org.yibao.link.message.DownloadInput;
import org.yibao.link.message.DownloadOutput;
import org.yibao.platform.ledger.Messages;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway.Offer;

class DirectoryDeskTest {
    private static final String CLINIC = "H37010200001";

    @TempDir
    private Path folder;

    private DeskFixture platform;
    private TestTerminal clinic;

    @BeforeEach
    void open() {
        platform = DeskFixture.in(folder);
        clinic = platform.clinic('A', "2");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private DirectoryOffer publish(String... days) {
        StringBuilder text = new StringBuilder();
        for (String day : days) {
            text.append("370100000000009\tDEATH\t")
                    .append(day)
                    .append("\t")
                    .append(day)
                    .append("\n");
        }
        Bytes file = Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
        return platform.publication.publish(DirectoryPart.STOP_LIST, Map.of("any name", file));
    }

    private DirectoryOutput asked(TestTerminal terminal, String version) {
        Answer.Done done = assertInstanceOf(
                Answer.Done.class, platform.ask(terminal, terminal.ask(DirectoryPart.STOP_LIST, version)));
        return assertInstanceOf(DirectoryOutput.class, done.output());
    }

    private DownloadInput.Span span(DirectoryOffer offer, long position, int length) {
        return DirectoryMapper.download(offer, CLINIC, position, length).fsDownloadIn();
    }

    private Bytes came(TestTerminal terminal, DownloadInput.Span span) {
        Answer.Done done = assertInstanceOf(Answer.Done.class, platform.ask(terminal, terminal.fetch(span)));
        return DirectoryMapper.bytes((DownloadOutput) done.output(), span.pos(), span.len());
    }

    private String refusal(SignedRequest request) {
        return assertInstanceOf(Answer.Refused.class, platform.ask(clinic, request))
                .header()
                .errCode();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1",
        "-9223372036854775808, 1",
        "0, 0",
        "0, -1",
        "0, -2147483648",
        "0, 24577",
        "0, 2147483647",
        "9223372036854775807, 1",
        "9223372036854775807, 2147483647"
    })
    void spanThatNoFileHasIsRefused(long position, int length) {
        DirectoryOffer offer = publish("2023-01-01");

        assertEquals("REQUEST_INVALID", refusal(clinic.fetch(span(offer, position, length))));
    }

    @Test
    void spanEndsWithTheFile() {
        DirectoryOffer offer = publish("2023-01-01");
        int length = (int) offer.bytes();

        assertEquals(length, came(clinic, span(offer, 0, length)).length());
        assertEquals("REQUEST_INVALID", refusal(clinic.fetch(span(offer, 0, length + 1))));
        assertEquals("REQUEST_INVALID", refusal(clinic.fetch(span(offer, 1, length))));
        assertEquals("REQUEST_INVALID", refusal(clinic.fetch(span(offer, length, 1))));
    }

    @Test
    void fileIsNamedAsItWasOfferedAndAskedForInOnesOwnName() {
        DirectoryOffer offer = publish("2023-01-01");
        String number = offer.fileQueryNumber();

        assertEquals(
                "REQUEST_INVALID", refusal(clinic.fetch(new DownloadInput.Span(number, "../ledger.db", CLINIC, 0, 1))));
        assertEquals(
                "REQUEST_INVALID",
                refusal(clinic.fetch(new DownloadInput.Span(number, offer.fileName(), "P37010200002", 0, 1))));
        assertEquals("FILE_GONE", refusal(clinic.fetch(new DownloadInput.Span("", offer.fileName(), CLINIC, 0, 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01234567890123456789012345678901234567890"})
    void versionIsNeitherEmptyNorLongerThanAnyThatWasGiven(String version) {
        assertEquals("REQUEST_INVALID", refusal(clinic.ask(DirectoryPart.CATALOGUE, version)));
    }

    @Test
    void partOfWhichNothingIsPublishedRefusesWhoeverHasAVersionOfIt() {
        assertEquals("NOT_PUBLISHED", refusal(clinic.ask(DirectoryPart.TRUST, "anything")));
    }

    @Test
    void fileIsServedAsLongAsItWasPromised() {
        DirectoryOffer first = publish("2023-01-01");
        platform.clock.pass(Duration.ofDays(30));
        DirectoryOutput offer = asked(clinic, "0");
        assertEquals("2023-06-11T10:00", String.valueOf(offer.dldEndTime()));
        publish("2023-01-02");

        platform.clock.pass(DirectoryDesk.KEPT.minusSeconds(1));
        came(clinic, span(first, 0, 1));
        platform.clock.pass(Duration.ofSeconds(1));

        assertEquals("FILE_GONE", refusal(clinic.fetch(span(first, 0, 1))));
    }

    @Test
    void fileThatEndedIsForgottenWithTheNextPublication() {
        DirectoryOffer first = publish("2023-01-01");
        publish("2023-01-02");
        platform.clock.pass(DirectoryDesk.KEPT.plusSeconds(1));
        publish("2023-01-03");

        assertEquals("FILE_GONE", refusal(clinic.fetch(span(first, 0, 1))));
        assertEquals(first, publish("2023-01-01"));
        assertEquals(
                first.bytes(), came(clinic, span(first, 0, (int) first.bytes())).length());
    }

    @Test
    void terminalsAreToldTheSame() {
        TestTerminal pharmacy = platform.pharmacy('B');
        DirectoryOffer offer = publish("2023-01-01");

        assertEquals(asked(clinic, "0"), asked(pharmacy, "0"));
        assertEquals(
                came(clinic, span(offer, 0, 10)),
                came(
                        pharmacy,
                        new DownloadInput.Span(offer.fileQueryNumber(), offer.fileName(), "P37010200002", 0, 10)));
    }

    @Test
    void questionThatComesAgainIsWorkedOutAnewAndNothingOfItIsKept() {
        SignedRequest question = clinic.ask(DirectoryPart.STOP_LIST, "0");
        DirectoryOffer first = publish("2023-01-01");
        assertEquals(first.version(), version(question));

        DirectoryOffer second = publish("2023-01-02");

        assertEquals(second.version(), version(question));
        String id = question.request().id().value();
        assertEquals(Optional.empty(), platform.ledger.inTransaction(tx -> new Messages(tx).find(id)));
    }

    private String version(SignedRequest question) {
        Answer.Done done = assertInstanceOf(Answer.Done.class, platform.ask(clinic, question));
        return ((DirectoryOutput) done.output()).ver();
    }

    @Test
    void garbledPieceHasItsLengthAndOneOtherByteAndTheNextIsGood() {
        DirectoryOffer offer = publish("2023-01-01");
        DownloadInput.Span span = span(offer, 0, (int) offer.bytes());
        Bytes good = came(clinic, span);
        platform.faults.garble(1);

        Bytes wrong = came(clinic, span);

        assertNotEquals(good, wrong);
        assertEquals(good.length(), wrong.length());
        assertEquals(good, came(clinic, span));
    }

    @Test
    void answersReadAsTheGatewayReadsThem() {
        DirectoryOffer offer = publish("2023-01-01");

        assertEquals(new Offer.Newer(offer), DirectoryMapper.offer(DirectoryPart.STOP_LIST, "0", asked(clinic, "0")));
        assertEquals(
                new Offer.Same(),
                DirectoryMapper.offer(DirectoryPart.STOP_LIST, offer.version(), asked(clinic, offer.version())));
    }
}
