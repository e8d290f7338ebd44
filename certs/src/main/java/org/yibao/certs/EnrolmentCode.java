package org.yibao.certs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A code that enrols one terminal once. Whoever has it can become that terminal, so that it is a secret until it was
 * used: nothing but {@link #text} and {@link #encoded} gives it away.
 *
 * <p>{@value #LENGTH} characters of a set of 23 without look-alikes, in groups of four. The last is a check, which
 * notices one wrong character and two that changed places always, and other mistakes 22 times of 23; the others are
 * drawn, 104 bits.
 */
public final class EnrolmentCode {
    /** Characters of a code, groups not counted. */
    public static final int LENGTH = 24;

    // Neither 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, nor U, which reads like V, and Q, which reads like O.
    // That
    // 23 is a prime makes every step of the check reversible.
    private static final String CHARACTERS = "34679ACDEFGHJKMNPRTVWXY";

    /** Its powers pass through all remainders but 0, so that no two neighbours weigh the same. */
    private static final int WEIGHT = 5;

    private static final int GROUP = 4;

    private final String characters;

    private EnrolmentCode(String characters) {
        this.characters = characters;
    }

    public static EnrolmentCode generate() {
        RandomGenerator random = Randomness.source();
        String drawn = IntStream.range(1, LENGTH)
                .mapToObj(place -> at(random.nextInt(CHARACTERS.length())))
                .collect(Collectors.joining());
        return new EnrolmentCode(drawn + at(Math.floorMod(-remainder(drawn) * WEIGHT, CHARACTERS.length())));
    }

    private static String at(int value) {
        return CHARACTERS.substring(value, value + 1);
    }

    private static int remainder(String characters) {
        int sum = 0;
        for (int i = 0; i < characters.length(); i++) {
            sum = (sum * WEIGHT + CHARACTERS.indexOf(characters.charAt(i))) % CHARACTERS.length();
        }
        return sum;
    }

    /**
     * Reads what a person typed: capital letters or small, with spaces and hyphens anywhere.
     *
     * @throws MalformedException when it is mistyped; the text is not repeated
     */
    public static EnrolmentCode parse(String text) {
        return checked(text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws MalformedException for anything else
     */
    public static EnrolmentCode decode(byte[] encoded) {
        return checked(new String(encoded, StandardCharsets.ISO_8859_1));
    }

    private static EnrolmentCode checked(String characters) {
        boolean sound = characters.length() == LENGTH
                && characters.chars().allMatch(each -> CHARACTERS.indexOf(each) >= 0)
                && remainder(characters) == 0;
        if (!sound) {
            throw new MalformedException("this is no enrolment code, or it is mistyped");
        }
        return new EnrolmentCode(characters);
    }

    /** For the person who shall type it: groups of four with hyphens. */
    public String text(InsecureSecretAccess access) {
        return String.join("-", characters.split("(?<=\\G.{" + GROUP + "})"));
    }

    /** For the wire: {@value #LENGTH} bytes of ASCII. */
    public byte[] encoded(InsecureSecretAccess access) {
        return characters.getBytes(StandardCharsets.US_ASCII);
    }

    /** What a platform keeps of it: too much was drawn for anybody to find the code by trying. */
    public Digest digest() {
        return Sm3.digest(characters.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnrolmentCode that
                && MessageDigest.isEqual(
                        characters.getBytes(StandardCharsets.US_ASCII),
                        that.characters.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest().bytes());
    }

    /** Never the code. */
    @Override
    public String toString() {
        return "EnrolmentCode";
    }
}
