package org.yibao.benefit.page;

import java.util.List;

/** A page as one HTML file that needs and runs nothing else. */
public final class HtmlText {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            body { font-family: serif; max-width: 48em; margin: 2em auto; line-height: 1.5; }
            table { border-collapse: collapse; margin: 0.5em 0 1em; }
            caption { text-align: left; font-weight: bold; }
            th, td { border: 1px solid #888; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }
            p.item { margin: 0.2em 0 0.2em 2em; text-indent: -1em; }
            </style>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);

    private HtmlText() {}

    /** The whole file; lines end with a line feed. */
    public static String of(Page page) {
        HtmlText text = new HtmlText();
        text.element("title", page.title());
        text.html.append("</head>\n<body>\n");
        text.element("h1", page.title());
        page.blocks().forEach(text::block);
        return text.html.append("</body>\n</html>\n").toString();
    }

    private void block(Page.Block block) {
        if (block instanceof Page.Heading heading) {
            element(heading.level() == 1 ? "h2" : "h3", heading.text());
        } else if (block instanceof Page.Paragraph paragraph) {
            element("p", paragraph.text());
        } else if (block instanceof Page.Item item) {
            html.append("<p class=\"item\">")
                    .append(escaped(item.mark() + " " + item.text()))
                    .append("</p>\n");
        } else if (block instanceof Page.Table table) {
            html.append("<table>\n");
            element("caption", table.caption());
            row("th", table.header());
            table.rows().forEach(row -> row("td", row));
            html.append("</table>\n");
        }
    }

    private void row(String kind, List<String> cells) {
        html.append("<tr>");
        cells.forEach(cell -> html.append('<')
                .append(kind)
                .append('>')
                .append(escaped(cell))
                .append("</")
                .append(kind)
                .append('>'));
        html.append("</tr>\n");
    }

    private void element(String name, String text) {
        html.append('<').append(name).append('>').append(escaped(text)).append("</");
        html.append(name).append(">\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
