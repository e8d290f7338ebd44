package org.yibao.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

final class MaskedTest {
    @Test
    void aNumberShowsItsFirstAndLastFourCharacters() {
        assertEquals("3701**********123X", Masked.number("37010219900101123X"));
    }

    @Test
    void whatIsTooShortIsHiddenWhole() {
        assertEquals("********", Masked.number("12345678"));
        assertEquals("1234*6789", Masked.number("123456789"));
        assertEquals("", Masked.number(""));
    }

    @Test
    void aNameShowsItsFirstCharacterAlsoOutsideTheBasicPlane() {
        assertEquals("张**", Masked.name("张三丰"));
        assertEquals("\uD842\uDFB7*", Masked.name("\uD842\uDFB7田"));
        assertEquals("", Masked.name(""));
    }

    @Test
    void aCredentialsTextShowsNoPersonalData() {
        String card = new InsuredCard.IdentityCard("370102199001011234", "张三丰").toString();
        String voucher = new InsuredCard.ElectronicVoucher("3701020000000000000000370100").toString();
        String proof = new Credential("02", "370102199001011234").toString();
        assertFalse(card.contains("19900101") || card.contains("三丰"), card);
        assertFalse(voucher.contains("3701"), voucher);
        assertFalse(proof.contains("19900101"), proof);
    }
}
