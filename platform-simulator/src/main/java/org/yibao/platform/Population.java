package org.yibao.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.InsuredPerson;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.People;

/** The insured that a platform starts with: a JSON file, all of it checked before anything is stored. */
final class Population {
    private static final String DEMO = "demo-people.json";
    /** Accumulators that count admissions instead of money. */
    private static final Set<String> COUNTERS = Set.of("IPT_COUNT");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final List<Member> members;

    private Population(List<Member> members) {
        this.members = members;
    }

    /** @param cum accumulators of the year in which the platform first starts */
    private record Member(Insured insured, Map<String, Long> cum) {}

    /** The invented people of the demo. */
    static Population demo() {
        try (InputStream seed = Population.class.getResourceAsStream(DEMO)) {
            if (seed == null) {
                throw new PlatformException(DEMO + " is missing");
            }
            return decode(seed.readAllBytes());
        } catch (IOException e) {
            throw new PlatformException(DEMO + " cannot be read", e);
        }
    }

    /** @throws PlatformException when the file cannot be read or does not hold */
    static Population load(Path file) {
        try {
            return decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new PlatformException("the seed file cannot be read", e);
        }
    }

    static Population decode(byte[] json) {
        try {
            List<Member> members = new ArrayList<>();
            for (JsonNode row : JSON.readTree(json).path("people")) {
                members.add(member(row));
            }
            return new Population(members);
        } catch (IOException e) {
            throw new PlatformException("the seed is no JSON", e);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new PlatformException("the seed holds a value out of form", e);
        }
    }

    private static Member member(JsonNode row) {
        String psnNo = text(row, "psn_no");
        String birthDate = text(row, "brdy");
        String identityNumber = text(row, "certno");
        if (!ResidentNumber.isSound(identityNumber, birthDate)) {
            throw new PlatformException("the identity number of " + psnNo + " is not sound");
        }
        List<String> marks = new ArrayList<>();
        row.path("psn_idet_type").forEach(mark -> marks.add(mark.asText()));
        InsuredPerson person = new InsuredPerson(
                psnNo,
                text(row, "insutype"),
                text(row, "psn_type"),
                marks,
                row.path("cvlserv_flag").asText().equals("1"),
                text(row, "insuplc_admdvs"),
                birthDate,
                null);
        List<Insured.FamilyAccount> family = new ArrayList<>();
        for (JsonNode account : row.path("mulaid")) {
            family.add(new Insured.FamilyAccount(text(account, "psn_no"), text(account, "relation"), Amount.ZERO));
        }
        Insured insured = new Insured(
                person,
                text(row, "psn_name"),
                identityNumber,
                text(row, "gend"),
                row.path("place_registered").asBoolean(),
                Amount.ofYuan(number(row.path("balc"))),
                family);
        return new Member(insured, cum(row.path("cum")));
    }

    private static Map<String, Long> cum(JsonNode row) {
        Map<String, Long> values = new TreeMap<>();
        row.properties().forEach(value -> values.put(value.getKey(), cum(value.getKey(), value.getValue())));
        return values;
    }

    private static long cum(String code, JsonNode value) {
        return COUNTERS.contains(code)
                ? number(value).longValueExact()
                : Amount.ofYuan(number(value)).fen();
    }

    private static BigDecimal number(JsonNode value) {
        if (!value.isNumber() || value.decimalValue().signum() < 0) {
            throw new PlatformException("the seed holds an amount that is none");
        }
        return value.decimalValue();
    }

    private static String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new PlatformException("the seed misses " + field);
        }
        return value.asText();
    }

    /** Stores everybody, unless the ledger holds people already. */
    void settleIn(LedgerDatabase ledger, int year) {
        ledger.run(tx -> {
            People people = new People(tx);
            if (people.isEmpty()) {
                members.forEach(member -> people.add(member.insured()));
                members.forEach(member -> people.link(member.insured()));
                members.forEach(member -> member.cum()
                        .forEach((code, value) ->
                                people.accumulate(member.insured().psnNo(), year, code, value)));
            }
        });
    }
}
