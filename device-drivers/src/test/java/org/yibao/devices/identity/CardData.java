package org.yibao.devices.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yibao.settlement.Bytes;

/** Builds what a reader sends for an invented person, field by field and byte by byte. */
final class CardData {
    static final String NUMBER = "11010519491231002X";
    static final String NAME = "张三丰";

    private static final Map<String, Integer> WIDTHS = new LinkedHashMap<>();

    static {
        WIDTHS.put("name", 15);
        WIDTHS.put("sex", 1);
        WIDTHS.put("nation", 2);
        WIDTHS.put("birth", 8);
        WIDTHS.put("address", 35);
        WIDTHS.put("number", 18);
        WIDTHS.put("authority", 15);
        WIDTHS.put("from", 8);
        WIDTHS.put("to", 8);
        WIDTHS.put("reserved", 18);
    }

    private final Map<String, String> fields = new LinkedHashMap<>(Map.of(
            "name", NAME,
            "sex", "2",
            "nation", "01",
            "birth", "19491231",
            "address", "山东省济南市历下区样例路1号",
            "number", NUMBER,
            "authority", "济南市公安局历下分局",
            "from", "20200101",
            "to", "20400101"));

    CardData with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    byte[] text() {
        StringBuilder text = new StringBuilder();
        WIDTHS.forEach((field, width) -> {
            String value = fields.getOrDefault(field, "");
            text.append(value).append(" ".repeat(width - value.length()));
        });
        return text.toString().getBytes(StandardCharsets.UTF_16LE);
    }

    /** Text and photo with their lengths. */
    byte[] data() {
        return data(text());
    }

    static byte[] data(byte[] text) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {1, 0, 4, 0});
        data.writeBytes(text);
        data.writeBytes(new byte[1_024]);
        return data.toByteArray();
    }

    static byte[] answer(int status, byte... data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int length = data.length + 4;
        frame.writeBytes(new byte[] {(byte) 0xaa, (byte) 0xaa, (byte) 0xaa, (byte) 0x96, 0x69});
        frame.writeBytes(new byte[] {(byte) (length >> 8), (byte) length});
        frame.writeBytes(new byte[] {(byte) (status >> 16), (byte) (status >> 8), (byte) status});
        frame.writeBytes(data);
        return summed(frame);
    }

    private static byte[] summed(ByteArrayOutputStream frame) {
        byte sum = 0;
        byte[] content = frame.toByteArray();
        for (int i = 5; i < content.length; i++) {
            sum ^= content[i];
        }
        frame.write(sum);
        return frame.toByteArray();
    }

    static Bytes request(int... bytes) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {(byte) 0xaa, (byte) 0xaa, (byte) 0xaa, (byte) 0x96, 0x69, 0, 3});
        for (int b : bytes) {
            request.write(b);
        }
        return Bytes.of(request.toByteArray());
    }
}
