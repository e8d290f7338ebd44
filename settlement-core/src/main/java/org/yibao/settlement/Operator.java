package org.yibao.settlement;

/**
 * Who acts, at which till: {@code opter}, {@code opter_name}, {@code dev_no}.
 *
 * @param id at most 30 characters
 * @param name at most 50 characters
 * @param till at most 100 characters
 */
public record Operator(String id, String name, String till) {
    private static final int ID_MAX = 30;
    private static final int NAME_MAX = 50;
    private static final int TILL_MAX = 100;

    public Operator {
        if (id.isBlank() || id.length() > ID_MAX) {
            throw new IllegalArgumentException("opter has 1 to 30 characters");
        }
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw new IllegalArgumentException("opter_name has 1 to 50 characters");
        }
        if (till.isBlank() || till.length() > TILL_MAX) {
            throw new IllegalArgumentException("dev_no has 1 to 100 characters");
        }
    }
}
