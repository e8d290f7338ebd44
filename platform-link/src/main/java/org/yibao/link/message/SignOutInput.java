package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 9002.
 *
 * @param shftinfo the shifts that ended lately; not in the national interface
 */
public record SignOutInput(
        @JsonProperty("signOut") SignOut signOut, @Nullable List<ShiftNode> shftinfo) implements RequestInput {
    public record SignOut(String signNo, String opterNo) {}
}
