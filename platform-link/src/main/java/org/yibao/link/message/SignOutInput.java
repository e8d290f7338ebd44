package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** 9002. */
public record SignOutInput(@JsonProperty("signOut") SignOut signOut) implements RequestInput {
    public record SignOut(String signNo, String opterNo) {}
}
