package org.yibao.settlement;

/**
 * The till's own key for one call that moves money, stored with the record it made.
 *
 * @param value 1 to {@value #CHARACTERS_MAX} visible ASCII characters
 */
public record IdempotencyKey(String value) {
    public static final int CHARACTERS_MAX = 64;

    public IdempotencyKey {
        boolean visible = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (value.isEmpty() || value.length() > CHARACTERS_MAX || !visible) {
            throw new IllegalArgumentException("an idempotency key has 1 to 64 visible ASCII characters");
        }
    }
}
