package org.yibao.settlement.directory;

/**
 * Why a part's file is not taken. It never repeats what stands in the file: that may name a person.
 *
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, counted in columns; 0 where the whole line is meant
 * @param sentence for the technician
 */
public record PartFault(int line, int column, String sentence) {
    static PartFault ofFile(String sentence) {
        return new PartFault(0, 0, sentence);
    }

    @Override
    public String toString() {
        if (line == 0) {
            return sentence;
        }
        return "line " + line + (column == 0 ? "" : " column " + column) + ": " + sentence;
    }
}
