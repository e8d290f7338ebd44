package org.yibao.benefit.certificate;

import java.util.ArrayList;
import java.util.List;

/** Where each value of a certificate stands in its text. */
final class JsonTree {
    /** @param path names and indices, such as {@code /basis/lines/0/4} */
    record Node(String path, int begin, int end, List<Node> items) {
        String of(String text) {
            return text.substring(begin, end);
        }

        boolean isLeaf() {
            return items.isEmpty();
        }
    }

    private final String text;
    private int at;

    private JsonTree(String text) {
        this.text = text;
    }

    static Node parse(String compact) {
        return new JsonTree(compact).value("");
    }

    static List<Node> leaves(Node node, String text) {
        List<Node> leaves = new ArrayList<>();
        collect(node, text, leaves);
        return leaves;
    }

    private static void collect(Node node, String text, List<Node> leaves) {
        char first = text.charAt(node.begin());
        if (first != '{' && first != '[') {
            leaves.add(node);
        }
        node.items().forEach(item -> collect(item, text, leaves));
    }

    static List<Node> arrays(Node node, String text) {
        return beginningWith('[', node, text);
    }

    /** Those that are not empty. */
    static List<Node> objects(Node node, String text) {
        return beginningWith('{', node, text).stream()
                .filter(object -> !object.isLeaf())
                .toList();
    }

    private static List<Node> beginningWith(char bracket, Node node, String text) {
        List<Node> found = new ArrayList<>();
        if (text.charAt(node.begin()) == bracket) {
            found.add(node);
        }
        node.items().forEach(item -> found.addAll(beginningWith(bracket, item, text)));
        return found;
    }

    private Node value(String path) {
        int begin = at;
        List<Node> items = new ArrayList<>();
        char first = text.charAt(at);
        if (first == '{' || first == '[') {
            at++;
            while (text.charAt(at) != '}' && text.charAt(at) != ']') {
                String name = Integer.toString(items.size());
                if (first == '{') {
                    int from = at;
                    skipText();
                    name = text.substring(from + 1, at - 1);
                    at++;
                }
                items.add(value(path + "/" + name));
                if (text.charAt(at) == ',') {
                    at++;
                }
            }
            at++;
        } else if (first == '"') {
            skipText();
        } else {
            while (",]}".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        return new Node(path, begin, at, items);
    }

    private void skipText() {
        at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
