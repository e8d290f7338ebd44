package org.yibao.devices.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.yibao.devices.number.CompactDate;
import org.yibao.devices.number.IdentityNumber;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.Masked;

/**
 * What a resident identity card says of its holder, as far as anybody here needs it.
 *
 * <p>Layout of the data (GA 450): text length {@code 0100}, photo length {@code 0400}, 256 bytes text, 1 024 bytes
 * photo. The text is UTF-16LE in fixed fields, in bytes: name 30, sex 2, nation 4, birth 16 (yyyyMMdd), address 70,
 * number 36, authority 30, valid from 16, valid to 16 (or 长期), reserved 36.
 *
 * @param validTo the last day of validity; empty for 长期, without end
 */
record IdentityCardText(IdentityNumber number, String name, LocalDate validFrom, Optional<LocalDate> validTo) {
    static final int TEXT_BYTES = 256;
    static final int PHOTO_BYTES = 1_024;
    static final int DATA_BYTES = 4 + TEXT_BYTES + PHOTO_BYTES;

    private static final String WITHOUT_END = "长期";

    /** @throws CardRefusedException when the fields are not text or contradict each other */
    static IdentityCardText decode(Bytes data) {
        ByteBuffer buffer = ByteBuffer.wrap(data.toArray());
        require(buffer.remaining() == DATA_BYTES, "lengths of text and photo");
        require(buffer.getShort() == TEXT_BYTES && buffer.getShort() == PHOTO_BYTES, "lengths of text and photo");
        return decodeText(text(buffer.limit(buffer.position() + TEXT_BYTES)));
    }

    private static IdentityCardText decodeText(String text) {
        Fields fields = new Fields(text);
        String name = fields.next(15);
        String sex = fields.next(1);
        String nation = fields.next(2);
        String birth = fields.next(8);
        String address = fields.next(35);
        String number = fields.next(18);
        String authority = fields.next(15);
        String from = fields.next(8);
        String to = fields.next(8);

        require(CardCharacters.name(name), "name");
        require(sex.matches("[0129]"), "sex");
        require(nation.matches("[0-9]{2}"), "nation");
        require(CardCharacters.text(address), "address");
        require(CardCharacters.text(authority), "authority");
        IdentityNumber checked = IdentityNumber.parse(number).orElseThrow(() -> senseless("number"));
        require(CompactDate.parse(birth).equals(Optional.of(checked.birth())), "birth date");
        return new IdentityCardText(checked, name, date(from, "valid from"), end(to)).inOrder();
    }

    private static Optional<LocalDate> end(String to) {
        return to.equals(WITHOUT_END) ? Optional.empty() : Optional.of(date(to, "valid to"));
    }

    private static LocalDate date(String text, String field) {
        return CompactDate.parse(text).orElseThrow(() -> senseless(field));
    }

    private IdentityCardText inOrder() {
        require(!validFrom.isBefore(number.birth()), "valid from");
        require(validTo.isEmpty() || validTo.get().isAfter(validFrom), "valid to");
        return this;
    }

    /**
     * The card as a credential on a day in China.
     *
     * @throws CardRefusedException when its validity is over or has not begun
     */
    InsuredCard on(LocalDate today) {
        if (validTo.isPresent() && validTo.get().isBefore(today)) {
            throw new CardRefusedException(FaultCode.IDENTITY_CARD_EXPIRED, "the card's validity is over");
        }
        if (validFrom.isAfter(today)) {
            throw CardRefusedException.unreadable("the card's validity has not begun; is this machine's clock right?");
        }
        return new InsuredCard.IdentityCard(number.value(), name);
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_16LE.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw senseless("text");
        }
    }

    private static void require(boolean condition, String field) {
        if (!condition) {
            throw senseless(field);
        }
    }

    private static CardRefusedException senseless(String field) {
        return CardRefusedException.unreadable("the card's data makes no sense: " + field);
    }

    @Override
    public String toString() {
        return "IdentityCardText[" + number + ", " + Masked.name(name) + "]";
    }

    /** Fixed fields one after the other, without the spaces that fill them. */
    private static final class Fields {
        private final String text;
        private int at;

        Fields(String text) {
            this.text = text;
        }

        String next(int units) {
            String field = text.substring(at, at + units);
            at += units;
            int end = units;
            while (end > 0 && field.charAt(end - 1) == ' ') {
                end--;
            }
            return field.substring(0, end);
        }
    }
}
