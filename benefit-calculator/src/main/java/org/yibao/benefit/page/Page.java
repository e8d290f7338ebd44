package org.yibao.benefit.page;

import java.util.ArrayList;
import java.util.List;

/** What a person reads, from top to bottom. */
public record Page(String title, List<Block> blocks) {
    public Page {
        title = Printable.of(title);
        blocks = List.copyOf(blocks);
    }

    /** One part of a page. */
    public sealed interface Block {}

    /** @param level 1 for a section, 2 for what stands within one */
    public record Heading(int level, String text) implements Block {
        public Heading {
            text = Printable.of(text);
        }
    }

    public record Paragraph(String text) implements Block {
        public Paragraph {
            text = Printable.of(text);
        }
    }

    /** @param mark such as {@code -} or {@code [3]} */
    public record Item(String mark, String text) implements Block {
        public Item {
            mark = Printable.of(mark);
            text = Printable.of(text);
        }
    }

    /** @param rows as many cells each as the header */
    public record Table(String caption, List<String> header, List<List<String>> rows) implements Block {
        public Table {
            caption = Printable.of(caption);
            header = printable(header);
            rows = rows.stream().map(Table::printable).toList();
        }

        private static List<String> printable(List<String> cells) {
            return cells.stream().map(Printable::of).toList();
        }
    }

    /** Puts a page together, block by block. */
    public static final class Writer {
        private final String title;
        private final List<Block> blocks = new ArrayList<>();

        public Writer(String title) {
            this.title = title;
        }

        public Writer section(String text) {
            return add(new Heading(1, text));
        }

        public Writer part(String text) {
            return add(new Heading(2, text));
        }

        public Writer paragraph(String text) {
            return add(new Paragraph(text));
        }

        public Writer item(String text) {
            return item("-", text);
        }

        public Writer item(String mark, String text) {
            return add(new Item(mark, text));
        }

        public Writer table(String caption, List<String> header, List<List<String>> rows) {
            return add(new Table(caption, header, rows));
        }

        public Page page() {
            return new Page(title, blocks);
        }

        private Writer add(Block block) {
            blocks.add(block);
            return this;
        }
    }
}
