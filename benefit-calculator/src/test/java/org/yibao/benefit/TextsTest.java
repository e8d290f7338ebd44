package org.yibao.benefit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;

final class TextsTest {
    @Test
    void argumentsStandWhereTheSentenceNamesThem() {
        assertEquals("没有适用于险种390、医疗类别52的待遇政策。", Texts.of("refusal.scheme-not-covered", "390", "52"));
        assertEquals("请求缺少必填字段“{0}'”。", Texts.of("refusal.field-missing", "{0}'"));
    }

    @Test
    void unknownSentenceIsAnError() {
        assertThrows(MissingResourceException.class, () -> Texts.of("refusal.no-such-sentence"));
    }

    @Test
    void longArgumentsAreCutBetweenCharacters() {
        String limit = "a".repeat(Texts.ARGUMENT_CHARS_MAX);
        assertEquals(limit, Texts.shortened(limit));
        assertEquals(limit + "…", Texts.shortened(limit + "b"));
        String pair = "a".repeat(Texts.ARGUMENT_CHARS_MAX - 1) + "𠮷";
        assertEquals("a".repeat(Texts.ARGUMENT_CHARS_MAX - 1) + "…", Texts.shortened(pair));
    }

    @Test
    void insuredPersonIsNotToldBySayingWhatHeIs() {
        InsuredPerson person =
                new InsuredPerson("370100000000001", "310", "11", List.of(), false, "370100", "1980-01-01", "M01");
        assertFalse(person.toString().contains("370100000000001"));
        assertFalse(person.toString().contains("1980"));
        assertFalse(person.toString().contains("M01"));
    }
}
