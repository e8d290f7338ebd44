package org.yibao.link.message;

/** 1301, 1318, 1319, 1901 and, not in the national interface, 9921, 9922, 9923: is there a newer version? */
public record DirectoryInput(Query data) implements RequestInput {
    /** @param ver version at hand, never empty; {@code 0} for none */
    public record Query(String ver) {}
}
